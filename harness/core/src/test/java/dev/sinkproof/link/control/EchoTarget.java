package dev.sinkproof.link.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A target that sends back what it gets, on each connection until that ends. */
final class EchoTarget implements AutoCloseable {
    private final ServerSocket server;

    EchoTarget() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            start(() -> echo(socket));
        }
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        }
    }

    private interface Work {
        void work() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.work();
            } catch (IOException e) {
                // The test has ended this side, or cut it on purpose.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
