package dev.sinkproof.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientInletTest {
    private final List<EndReason> ends = new CopyOnWriteArrayList<>();
    private SocketChannel client;
    private SocketChannel accepted;
    private ClientInlet inlet;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            client = SocketChannel.open(server.getLocalAddress());
            accepted = server.accept();
        }
        inlet = new ClientInlet(accepted, ends::add);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
    }

    @Test
    void readsAheadUpToALimit() throws Exception {
        byte[] all = new byte[3 * ClientInlet.BACKLOG_BYTES_MAX];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i % 251);
        }
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(all));

        inlet.attend(() -> true);

        assertThat(inlet.unattended())
                .as("whether another reader would be of use")
                .isFalse();
        assertThat(receive(all.length)).isEqualTo(all);
        TestGate.await(sent, "all to be sent");
        assertThat(ends).isEmpty();
    }

    @Test
    void tellsTheEndThatItFindsWhileReadingAheadAndKeepsWhatCameBefore() throws Exception {
        send(new byte[] {1, 2, 3});
        client.close();

        inlet.attend(() -> true);

        assertThat(ends).containsExactly(EndReason.CLOSED);
        assertThat(inlet.unattended()).isFalse();
        assertThat(receive(3)).containsExactly(1, 2, 3);
        assertThat(inlet.read(ByteBuffer.allocate(1))).isNegative();
    }

    @Test
    void handsReadingBackWhenNothingIsHeldAnyMore() throws Exception {
        send(new byte[] {1});

        inlet.attend(() -> false);

        assertThat(inlet.unattended()).isTrue();
        assertThat(receive(1)).containsExactly(1);
        send(new byte[] {2});
        assertThat(receive(1)).containsExactly(2);
    }

    private void send(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                client.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] receive(int count) throws InterruptedException {
        ByteBuffer all = ByteBuffer.allocate(count);
        while (all.hasRemaining()) {
            assertThat(inlet.read(all)).isPositive();
        }
        return all.array();
    }
}
