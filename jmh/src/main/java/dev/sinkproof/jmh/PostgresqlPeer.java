package dev.sinkproof.jmh;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Both ends of a connection that speaks as much of PostgreSQL's protocol as a link has to understand. */
final class PostgresqlPeer {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final byte[] STARTUP = {0, 0, 0, 9, 0, 3, 0, 0, 0};
    private static final byte[] READY = {'R', 0, 0, 0, 8, 0, 0, 0, 0, 'Z', 0, 0, 0, 5, 'I'};
    private static final byte[] COPY = message('Q', "COPY t FROM STDIN\0");
    private static final byte[] COPY_IN = message('G', "\0\0\0");
    private static final byte[] INSERT = message('Q', "INSERT INTO t VALUES (1, 'a value of some length')\0");
    private static final byte[] INSERTED = joined(message('C', "INSERT 0 1\0"), message('Z', "I"));

    private final ServerSocketChannel server;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE_BYTES);
    private final ByteBuffer insert = direct(INSERT);
    private SocketChannel client;
    private boolean copying;

    PostgresqlPeer() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    static ByteBuffer copyPiece() {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        piece.put((byte) 'd').putInt(PIECE_BYTES - 1);
        return piece.clear();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    void connect(InetSocketAddress to) throws IOException {
        Thread target = new Thread(this::serve, "benchmark-target");
        target.setDaemon(true);
        target.start();
        client = SocketChannel.open(to).setOption(StandardSocketOptions.TCP_NODELAY, true);
        ask(direct(STARTUP), READY.length);
    }

    void close() throws IOException {
        client.close();
        server.close();
    }

    /** Sends a piece of COPY, which begins with the first piece. */
    void stream(ByteBuffer piece) throws IOException {
        if (!copying) {
            ask(direct(COPY), COPY_IN.length);
            copying = true;
        }
        write(client, piece.clear());
    }

    void insert() throws IOException {
        ask(insert.clear(), INSERTED.length);
    }

    private void ask(ByteBuffer question, int answerBytes) throws IOException {
        write(client, question);
        read(client, answerBytes, buffer);
    }

    private void serve() {
        try (SocketChannel socket = server.accept().setOption(StandardSocketOptions.TCP_NODELAY, true)) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(4 * PIECE_BYTES);
            read(socket, STARTUP.length, chunk);
            write(socket, direct(READY));
            answer(socket, chunk);
        } catch (IOException e) {
            // The benchmark has closed it; were it otherwise, its next operation would fail.
        }
    }

    /** The first message says what this is about: COPY and INSERT differ in length. */
    private static void answer(SocketChannel socket, ByteBuffer chunk) throws IOException {
        ByteBuffer inserted = direct(INSERTED);
        boolean inserts = true;
        while (inserts) {
            read(socket, COPY.length, chunk);
            inserts = chunk.get(5) == 'I';
            if (inserts) {
                read(socket, INSERT.length - COPY.length, chunk);
                write(socket, inserted.clear());
            }
        }
        write(socket, direct(COPY_IN));
        while (socket.read(chunk.clear()) >= 0) {
            // Nothing is asked of the data of a COPY.
        }
    }

    private static void read(SocketChannel from, int count, ByteBuffer into) throws IOException {
        into.clear().limit(count);
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new EOFException("the other end is gone");
            }
        }
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) type)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
