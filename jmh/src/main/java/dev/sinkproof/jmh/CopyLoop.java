package dev.sinkproof.jmh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The plainest proxy for one connection: a thread each way that reads up to 64 KiB and writes it. */
final class CopyLoop {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ServerSocketChannel server;
    private final InetSocketAddress target;
    private volatile SocketChannel client;
    private volatile SocketChannel upstream;

    CopyLoop(InetSocketAddress target) throws IOException {
        this.target = target;
        this.server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        start(this::serve);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    void close() throws IOException {
        server.close();
        client.close();
        upstream.close();
    }

    private void serve() throws IOException {
        client = server.accept().setOption(StandardSocketOptions.TCP_NODELAY, true);
        upstream = SocketChannel.open(target).setOption(StandardSocketOptions.TCP_NODELAY, true);
        start(() -> copy(upstream, client));
        copy(client, upstream);
    }

    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        while (from.read(chunk) >= 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                to.write(chunk);
            }
            chunk.clear();
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
                // The benchmark has closed it; were it otherwise, its next operation would fail.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
