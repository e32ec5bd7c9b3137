package dev.sinkproof.simulation.postgresql;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of the real server. It can serve one client after another, as behind a connection pool: each is greeted as the first one was,
 * and finds a session in which nothing has happened yet.
 */
final class Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};
    private static final byte[] RESET = reset();
    /** What the last of {@link #RESET} answers; before it come answers that a client which died did not wait for, however many. */
    private static final String MARK = "sinkproof-reset";

    private static final char ERROR = 'E';
    private static final char READY = 'Z';
    private static final char DATA_ROW = 'D';
    /** The server notices the end of a session, and undoes what it left open, within milliseconds. */
    private static final int NOTICED_MILLIS_MAX = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final byte[] greeting;
    private boolean greets = true;
    private boolean spoilt;

    /**
     * Begins a session.
     *
     * @param startup the client's first message
     */
    Backend(SocketAddress server, byte[] startup, int connectMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(server, connectMillis);
        socket.getOutputStream().write(startup);
        in = new BufferedInputStream(socket.getInputStream());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        char last = message(read);
        while (last != READY && last != ERROR) {
            last = message(read);
        }
        spoilt = last == ERROR;
        greeting = read.toByteArray();
    }

    /** A Sync, in case the client left a cycle of the extended protocol open, and simple queries. */
    private static byte[] reset() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {'S', 0, 0, 0, 4});
        bytes.writeBytes(query("ROLLBACK"));
        bytes.writeBytes(query("DISCARD ALL"));
        bytes.writeBytes(query("SELECT '" + MARK + "'"));
        return bytes.toByteArray();
    }

    private static byte[] query(String sql) {
        byte[] text = sql.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + 6)
                .put((byte) 'Q')
                .putInt(text.length + 5)
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** Reads one message of the server into {@code read}. Returns its type. */
    private char message(ByteArrayOutputStream read) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte type = data.readByte();
        int length = data.readInt();
        byte[] body = data.readNBytes(length - Integer.BYTES);
        read.writeBytes(ByteBuffer.allocate(body.length + 5)
                .put(type)
                .putInt(length)
                .put(body)
                .array());
        return (char) type;
    }

    void write(byte[] bytes) throws IOException {
        // The client leaves; the session stays.
        if (!java.util.Arrays.equals(bytes, TERMINATE)) {
            socket.getOutputStream().write(bytes);
        }
    }

    int read(byte[] into) throws IOException {
        if (greets) {
            greets = false;
            System.arraycopy(greeting, 0, into, 0, greeting.length);
            return greeting.length;
        }
        return in.read(into);
    }

    /** A part of a message was sent: the server would take what follows for its rest. */
    void spoil() {
        spoilt = true;
    }

    /** Undoes what the client left open. Returns whether another client can be served. */
    boolean reset(int answerMillis) {
        if (spoilt) {
            return false;
        }
        try {
            socket.setSoTimeout(answerMillis);
            socket.getOutputStream().write(RESET);
            readTo(DATA_ROW, MARK);
            readTo(READY, "");
            socket.setSoTimeout(0);
            greets = true;
            return true;
        } catch (IOException e) {
            LOG.debug("A session of the target cannot be used again", e);
            return false;
        }
    }

    private void readTo(char type, String content) throws IOException {
        boolean found = false;
        while (!found) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            found = message(read) == type
                    && read.toString(StandardCharsets.ISO_8859_1).contains(content);
        }
    }

    /** Ends the session. What it held is free when this returns. */
    void end() {
        try (Socket closing = socket) {
            closing.setSoTimeout(NOTICED_MILLIS_MAX);
            closing.shutdownOutput();
            while (in.read() >= 0) {
                // The server's last words.
            }
        } catch (IOException e) {
            LOG.debug("A session of the target had ended already", e);
        }
    }
}
