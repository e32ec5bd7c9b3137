package dev.sinkproof.link.toxic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.link.EndReason;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkRoute;
import dev.sinkproof.link.RawProtocol;
import dev.sinkproof.link.TestGate;
import dev.sinkproof.link.TestListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each toxic on real sockets. Where time is the effect, only that it took at least so long. */
@Timeout(60)
class ToxicTest {
    private static final long NEVER_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final TestListener listener = new TestListener();
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket target;
    private Link link;
    private Socket client;
    private Socket server;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        target.setSoTimeout(20_000);
        LinkRoute route = LinkRoute.to(new InetSocketAddress("127.0.0.1", target.getLocalPort()));
        link = Link.closed("worker-1", route, 7, new RawProtocol(), new TestGate(), listener);
        link.enable();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        link.close();
        target.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("link-"));
    }

    @Test
    void latencyDelaysAndKeepsTheOrder() throws IOException {
        connect();
        add(ToxicStream.DOWNSTREAM, new Latency(150, 50));
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            send(server, String.format("%04d", i));
        }
        assertThat(receive(client, 4)).isEqualTo("0000");
        assertThat(elapsedMillis(start)).isGreaterThanOrEqualTo(100);
        for (int i = 1; i < 200; i++) {
            assertThat(receive(client, 4)).isEqualTo(String.format("%04d", i));
        }
    }

    /** 16 MiB are on their way at once: one after the other, with the link's pieces of at most 64 KiB, they would take 25 seconds and more. */
    @Test
    void latencyDoesNotLimitHowMuchIsOnItsWay() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Latency(NEVER_MILLIS, 0));
        byte[] bytes = random(16 * 1024 * 1024);

        // Returns though nothing arrives: a sender with so little room that it had to wait would never come back.
        send(client, bytes);
        remove(ToxicStream.UPSTREAM, Latency.TYPE);

        assertThat(Arrays.equals(server.getInputStream().readNBytes(bytes.length), bytes))
                .isTrue();
    }

    @Test
    void removingLatencyLetsGoWhatWaitsInOrder() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Latency(NEVER_MILLIS, 0));
        send(client, "first");
        remove(ToxicStream.UPSTREAM, Latency.TYPE);
        send(client, "second");

        assertThat(receive(server, 11)).isEqualTo("firstsecond");
    }

    @Test
    void otherSettingsCountForWhatWaitsAlready() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Latency(NEVER_MILLIS, 0));
        send(client, "x");
        assertThat(link.toxics().replace(NamedToxic.of(ToxicStream.UPSTREAM, new Latency(1, 0))))
                .isTrue();

        assertThat(receive(server, 1)).isEqualTo("x");
    }

    @Test
    void bandwidthTakesItsTime() throws IOException {
        connect();
        add(ToxicStream.DOWNSTREAM, new Bandwidth(100));
        byte[] bytes = random(40_000);
        long start = System.nanoTime();
        send(server, bytes);

        assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        // 40,000 bytes at 100 a millisecond.
        assertThat(elapsedMillis(start)).isGreaterThanOrEqualTo(400);
    }

    @Test
    void bandwidthZeroStallsTheSenderAndResumes() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Bandwidth(0));
        byte[] bytes = random(32 * 1024 * 1024);
        CompletableFuture<Void> sent = sendAsync(client, bytes);
        send(server, "other way");
        assertThat(receive(client, 9)).isEqualTo("other way");
        assertThat(sent).isNotDone();
        link.toxics().replace(NamedToxic.of(ToxicStream.UPSTREAM, new Bandwidth(1_000_000_000)));

        assertThat(Arrays.equals(server.getInputStream().readNBytes(bytes.length), bytes))
                .isTrue();
        TestGate.await(sent, "all to be sent");
    }

    @Test
    void slowCloseDelaysTheEndOnly() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new SlowClose(200));
        long start = System.nanoTime();
        send(client, "x");
        client.shutdownOutput();

        assertThat(receive(server, 1)).isEqualTo("x");
        assertThat(server.getInputStream().read()).isNegative();
        assertThat(elapsedMillis(start)).isGreaterThanOrEqualTo(200);
    }

    @Test
    void removingSlowCloseCloses() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new SlowClose(NEVER_MILLIS));
        client.shutdownOutput();
        send(server, "still open");
        assertThat(receive(client, 10)).isEqualTo("still open");
        remove(ToxicStream.UPSTREAM, SlowClose.TYPE);

        assertThat(server.getInputStream().read()).isNegative();
    }

    @Test
    void timeoutSwallowsAndCloses() throws IOException {
        connect();
        long start = System.nanoTime();
        add(ToxicStream.DOWNSTREAM, new dev.sinkproof.link.toxic.Timeout(150));
        send(server, "lost");

        assertThat(client.getInputStream().read()).isNegative();
        assertThat(elapsedMillis(start)).isGreaterThanOrEqualTo(150);
        assertThat(listener.awaitClosed().end().reason()).isEqualTo(EndReason.CUT);
    }

    @Test
    void aBlackHoleSwallowsOneDirectionAndClosesWhenRemoved() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new dev.sinkproof.link.toxic.Timeout(0));
        send(client, random(1_000_000));
        send(server, "other way");
        assertThat(receive(client, 9)).isEqualTo("other way");
        remove(ToxicStream.UPSTREAM, dev.sinkproof.link.toxic.Timeout.TYPE);

        assertThat(server.getInputStream().read()).isNegative();
        assertThat(listener.awaitClosed().bytesToTarget()).isZero();
    }

    @Test
    void resetPeerResetsBothSidesOfAnIdleConnection() throws IOException {
        connect();
        add(ToxicStream.DOWNSTREAM, new ResetPeer(0));

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void resetPeerResetsNewConnectionsToo() throws IOException {
        add(ToxicStream.UPSTREAM, new ResetPeer(0));
        Socket fresh = socket();

        assertThatThrownBy(() -> fresh.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void removingResetPeerInTimeHeals() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new ResetPeer(NEVER_MILLIS));
        remove(ToxicStream.UPSTREAM, ResetPeer.TYPE);
        send(client, "x");

        assertThat(receive(server, 1)).isEqualTo("x");
    }

    @Test
    void slicerSendsSmallPiecesWithTimeBetween() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Slicer(10, 5, 2_000));
        byte[] bytes = random(600);
        long start = System.nanoTime();
        send(client, bytes);

        assertThat(server.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        // 600 bytes are at least 40 pieces of at most 15 bytes, with 39 times 2 milliseconds between.
        assertThat(elapsedMillis(start)).isGreaterThanOrEqualTo(78);
    }

    @Test
    void limitDataLetsExactlySoMuchThroughAndCloses() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new LimitData(1_000));
        send(client, random(600));
        assertThat(server.getInputStream().readNBytes(600)).hasSize(600);
        link.toxics().replace(NamedToxic.of(ToxicStream.UPSTREAM, new LimitData(1_500)));
        send(client, random(2_000));

        assertThat(server.getInputStream().readAllBytes()).hasSize(900);
        assertThat(listener.awaitClosed().bytesToTarget()).isEqualTo(1_500);
    }

    @Test
    void limitDataCountsForEachConnection() throws IOException {
        add(ToxicStream.DOWNSTREAM, new LimitData(3));
        for (int i = 0; i < 2; i++) {
            connect();
            send(server, "12345");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("123");
        }
    }

    @Test
    void noopDoesNothing() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Noop());
        byte[] bytes = random(3_000_000);
        CompletableFuture<Void> sent = sendAsync(client, bytes);

        assertThat(Arrays.equals(server.getInputStream().readNBytes(bytes.length), bytes))
                .isTrue();
        TestGate.await(sent, "all to be sent");
    }

    @Test
    void toxicsActInTheOrderOfAdding() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new LimitData(4));
        add(ToxicStream.UPSTREAM, new Latency(50, 0));
        add(ToxicStream.UPSTREAM, new Slicer(1, 0, 0));
        send(client, "123456");

        // The end that the first one makes waits behind its bytes in those that follow.
        assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("1234");
        assertThat(link.toxics().list())
                .extracting(NamedToxic::name)
                .containsExactly("limit_data_upstream", "latency_upstream", "slicer_upstream");
    }

    @Test
    void toxicityMeetsAShareOfConnectionsAndTheSameOnesForTheSameSeed() {
        NamedToxic half = new NamedToxic("x", ToxicStream.UPSTREAM, 0.5, new Noop());
        List<Boolean> met = met(7, half);

        assertThat(met).contains(true, false).isEqualTo(met(7, half)).isNotEqualTo(met(8, half));
        assertThat(met.stream().filter(meets -> meets).count()).isBetween(400L, 600L);
        assertThat(met(7, new NamedToxic("x", ToxicStream.UPSTREAM, 0, new Noop())))
                .containsOnly(false);
        assertThat(met(7, new NamedToxic("x", ToxicStream.UPSTREAM, 1, new Noop())))
                .containsOnly(true);
    }

    @Test
    void aConnectionThatIsNotMetIsUntouched() throws IOException {
        connect();
        link.toxics().add(new NamedToxic("hole", ToxicStream.UPSTREAM, 0, new dev.sinkproof.link.toxic.Timeout(0)));
        send(client, "x");

        assertThat(receive(server, 1)).isEqualTo("x");
    }

    @Test
    void namesAreUniqueAndRemovingTwiceIsNoError() {
        NamedToxic toxic = NamedToxic.of(ToxicStream.UPSTREAM, new Noop());

        assertThat(link.toxics().add(toxic)).isTrue();
        assertThat(link.toxics().add(toxic)).isFalse();
        assertThat(link.toxics().remove(toxic.name())).isTrue();
        assertThat(link.toxics().remove(toxic.name())).isFalse();
        assertThat(link.toxics().replace(toxic)).isFalse();
    }

    @Test
    void refusesWhileDisabledAndListensOnTheSamePortAgain() throws IOException {
        connect();
        int port = link.port();
        link.disable();
        link.disable();

        assertThat(client.getInputStream().read()).isNegative();
        assertThat(server.getInputStream().read()).isNegative();
        assertThatThrownBy(this::socket).isInstanceOf(ConnectException.class);
        link.enable();
        link.enable();
        assertThat(link.port()).isEqualTo(port);
        connect();
        send(client, "x");
        assertThat(receive(server, 1)).isEqualTo("x");
    }

    @Test
    void resetsWhatIsConnectedAndAcceptsAgain() throws IOException {
        connect();
        link.resetConnections();

        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        connect();
        send(client, "x");
        assertThat(receive(server, 1)).isEqualTo("x");
    }

    @Test
    void closingTheLinkWakesWhoWaitsForToxics() throws IOException {
        connect();
        add(ToxicStream.UPSTREAM, new Bandwidth(0));
        CompletableFuture<Void> sent = sendAsync(client, random(32 * 1024 * 1024));
        link.close();

        assertThat(sent.handle((nothing, failure) -> failure).join()).isNotNull();
    }

    @Test
    void unknownKindsAndSenselessSettingsAreRefused() {
        assertThat(Toxics.of("latencie", java.util.Map.of())).isEmpty();
        assertThat(Toxics.types())
                .containsExactly(
                        "bandwidth", "latency", "limit_data", "noop", "reset_peer", "slicer", "slow_close", "timeout");
        assertThatThrownBy(() -> Toxics.of("latency", java.util.Map.of("latency", -1L)))
                .hasMessageContaining("latency must not be negative");
    }

    private static List<Boolean> met(long seed, NamedToxic toxic) {
        List<Boolean> met = new ArrayList<>();
        for (long connection = 1; connection <= 1_000; connection++) {
            met.add(new Chance(seed, connection).meets(toxic));
        }
        return met;
    }

    private void add(ToxicStream stream, Toxic toxic) {
        assertThat(link.toxics().add(NamedToxic.of(stream, toxic))).isTrue();
    }

    private void remove(ToxicStream stream, String type) {
        assertThat(link.toxics().remove(type + "_" + stream.id())).isTrue();
    }

    private void connect() throws IOException {
        client = socket();
        server = target.accept();
        server.setSoTimeout(20_000);
        sockets.add(server);
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", link.port());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static CompletableFuture<Void> sendAsync(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                send(socket, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void send(Socket socket, String text) throws IOException {
        send(socket, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static String receive(Socket socket, int count) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(count), StandardCharsets.US_ASCII);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static long elapsedMillis(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
