package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads requests, and answers each when the test says so: with its correlation id and what the test wants. */
final class FakeBroker implements Closeable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    FakeBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    record Received(ByteBuffer frame, Socket socket) {
        int correlationId() {
            return frame.getInt(4);
        }

        /** In one write: the proxy may end the connection as soon as it has seen whom the answer is for. */
        void answer(byte... payload) throws IOException {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(8 + payload.length)
                            .putInt(4 + payload.length)
                            .putInt(correlationId())
                            .put(payload)
                            .array());
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The next request, over all connections. */
    Received next() throws InterruptedException {
        Received next = received.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a request that reaches the broker").isNotNull();
        return next;
    }

    /** Whether nothing has come that {@link #next} has not returned. */
    boolean idle() {
        return received.isEmpty();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fake-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> read(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void read(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                received.add(new Received(ByteBuffer.wrap(frame), socket));
            }
        } catch (IOException ended) {
            // The proxy has closed the connection.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
