package dev.sinkproof.simulation.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.GateDecision.Action;
import dev.sinkproof.link.LinkCodec;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import dev.sinkproof.link.postgresql.PostgresqlProtocol;
import dev.sinkproof.model.FaultPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the real server that goes through the protocol's stages on its way, as on the link of a real environment, but on the
 * caller's thread. What the stages let through to the client waits here until it is read.
 */
final class InlineSocket extends Socket {
    private static final Logger LOG = LoggerFactory.getLogger(InlineSocket.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    private final InlineLink link;
    private final LinkCodec codec = new PostgresqlProtocol().open();
    private final LinkFlow requests = new ToServer();
    private final LinkFlow answers = new ToClient();
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private byte[] readable = {};
    private int read;
    private SocketAddress server;
    private Backends.Lease lease;
    private boolean unanswered;
    private boolean cut;
    private boolean ended;

    InlineSocket(InlineLink link) {
        this.link = link;
        link.opened(this);
    }

    /** The session begins with the client's first message. */
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (link.pass(FaultPoint.TARGET_CONNECT, Map.of()).action() == Action.CUT) {
            abort();
            throw new ConnectException("Connection refused");
        }
        server = endpoint;
    }

    @Override
    public boolean isConnected() {
        return server != null;
    }

    @Override
    public InputStream getInputStream() {
        return new In();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Out();
    }

    /** What the session held is free when this returns. */
    @Override
    public synchronized void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        link.closed(this);
        if (lease != null) {
            lease.end();
        }
        super.close();
    }

    /** The client's process, or its patience, is gone. */
    void abort() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("A connection to the target did not close", e);
        }
    }

    private IOException cutNow(String why) {
        cut = true;
        abort();
        return new SocketException(why);
    }

    private void through(LinkStage stage, byte[] bytes, int from, int length, LinkFlow flow) throws IOException {
        try {
            stage.bytes(ByteBuffer.wrap(bytes, from, length), flow);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted at a fault point");
        }
    }

    /** What both directions do alike. */
    private abstract class Flow implements LinkFlow {
        @Override
        public GateDecision pass(FaultPoint point, Map<String, String> attributes) throws IOException {
            GateDecision decision = link.pass(point, attributes);
            link.requireAlive();
            if (decision.action() == Action.CUT) {
                throw cutNow("the target closed the session");
            }
            unanswered |= decision.action() == Action.DROP;
            if (decision.action() == Action.CUT_MIDWAY && point == FaultPoint.TARGET_REQUEST) {
                lease.backend().spoil();
            }
            return decision;
        }

        @Override
        public IOException cut(String why) {
            return cutNow(why);
        }

        @Override
        public void problem(String message) {
            throw new IllegalStateException("the protocol cannot be followed: " + message);
        }

        void toClient(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            arrived.writeBytes(copy);
        }

        void onToServer(ByteBuffer bytes) throws IOException {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            if (lease == null) {
                lease = link.backends().take(server, copy);
            } else {
                lease.backend().write(copy);
            }
        }
    }

    private final class ToServer extends Flow {
        @Override
        public void forward(ByteBuffer bytes) throws IOException {
            onToServer(bytes);
        }

        @Override
        public void reply(ByteBuffer bytes) {
            toClient(bytes);
        }
    }

    private final class ToClient extends Flow {
        @Override
        public void forward(ByteBuffer bytes) {
            toClient(bytes);
        }

        @Override
        public void reply(ByteBuffer bytes) throws IOException {
            onToServer(bytes);
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            link.requireAlive();
            if (cut || isClosed()) {
                throw new SocketException("the connection is closed");
            }
            through(codec.requests(), bytes, from, length, requests);
        }

        @Override
        public void close() throws IOException {
            InlineSocket.this.close();
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            link.requireAlive();
            if (length == 0) {
                return 0;
            }
            while (available() == 0) {
                if (!more()) {
                    return -1;
                }
            }
            int count = Math.min(length, available());
            System.arraycopy(readable, read, into, from, count);
            read += count;
            return count;
        }

        /** Waits for the server. Returns whether it may say more. */
        private boolean more() throws IOException {
            if (unanswered) {
                link.timeOut();
                throw new SocketTimeoutException("Read timed out");
            }
            if (cut || isClosed()) {
                return false;
            }
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = lease.backend().read(buffer);
            if (count > 0) {
                through(codec.answers(), buffer, 0, count, answers);
            }
            return count >= 0;
        }

        @Override
        public int available() {
            if (read == readable.length && arrived.size() > 0) {
                readable = arrived.toByteArray();
                arrived.reset();
                read = 0;
            }
            return readable.length - read;
        }

        @Override
        public void close() throws IOException {
            InlineSocket.this.close();
        }
    }
}
