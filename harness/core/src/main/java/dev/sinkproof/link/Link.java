package dev.sinkproof.link;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.fault.PassingGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The proxy between one worker and the target, on 127.0.0.1 and a free port.
 *
 * <p>Each connection has a thread per direction. A direction that is held at a fault point does not keep the other one
 * from flowing, and while either is held the end of the client is noticed at once, as long as it has not sent more than 1 MiB
 * behind what is held. A request that is held when its client dies goes on to the target when the gate says
 * {@code PROCEED}: the network would have delivered it too. A gate that wants it never to arrive says {@code DROP} or {@code CUT}.
 *
 * <p>At {@code target.connect}, {@code DROP} leaves the client connected to nothing: whatever it sends is swallowed.
 * Every TCP connection passes there, those that only carry a cancel request included. What the settings of other decisions mean, {@link LinkAnswers}
 * says.
 *
 * <p>Thread-safe. {@link #close} must not be called from the listener.
 */
public final class Link implements AutoCloseable {
    /** How long {@link #close} waits for a gate that was interrupted. */
    private static final long CLOSE_MILLIS_MAX = 10_000;

    /** How often it is looked whether a held connection needs somebody to watch its client. */
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long ACCEPT_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Settings settings;
    private final ServerSocketChannel server;
    private final Set<LinkConnection> connections = new HashSet<>();
    private final LinkThreads threads;
    private volatile Thread watch;
    private long connectionsSoFar;
    private volatile boolean closed;

    /** What a link was opened with. */
    record Settings(
            String worker,
            InetSocketAddress upstream,
            LinkProtocol protocol,
            PassingGate gate,
            LinkListener listener,
            LinkCounts counts) {
        Settings {
            Objects.requireNonNull(worker, "worker");
            Objects.requireNonNull(upstream, "upstream");
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(gate, "gate");
            Objects.requireNonNull(listener, "listener");
        }
    }

    private Link(Settings settings, ServerSocketChannel server) {
        this.settings = settings;
        this.server = server;
        this.threads = new LinkThreads(settings.worker());
    }

    /**
     * Opens a link and begins to accept connections.
     *
     * @param worker name of the worker that will connect; every passing carries it
     * @param upstream where the target listens; connected to anew for each connection
     * @param protocol what the target speaks; {@link RawProtocol} when it is not known
     * @param gate where passings stop
     * @param listener hears what becomes of connections
     * @throws IOException when no port can be bound on 127.0.0.1
     */
    public static Link open(
            String worker, InetSocketAddress upstream, LinkProtocol protocol, PassingGate gate, LinkListener listener)
            throws IOException {
        Settings settings = new Settings(worker, upstream, protocol, gate, listener, new LinkCounts());
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        } catch (IOException e) {
            Sockets.close(server);
            throw new IOException("The link of " + worker + " finds no free port on 127.0.0.1: " + e.getMessage(), e);
        }
        Link link = new Link(settings, server);
        link.begin();
        return link;
    }

    private void begin() {
        watch = threads.start("watch", this::watch);
        threads.start("accept", this::accept);
    }

    /** The port on 127.0.0.1 to which the connector connects instead of the target's. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /**
     * Closes all connections, wakes what is held, and waits until all threads of the link have ended.
     *
     * @throws IllegalStateException when a thread did not end, because the gate does not react to interruption
     */
    @Override
    public void close() {
        closed = true;
        Sockets.close(server);
        List<LinkConnection> open = connections();
        open.forEach(connection -> connection.close(EndReason.LINK_CLOSED));
        LockSupport.unpark(watch);
        List<Thread> alive = threads.awaitEnd(CLOSE_MILLIS_MAX);
        if (!alive.isEmpty()) {
            throw new IllegalStateException("The link was closed, but after " + CLOSE_MILLIS_MAX
                    + " ms these threads still run: " + alive + ". A gate must react to interruption.");
        }
    }

    private void accept() {
        while (!closed) {
            try {
                admit(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                String message = "The link cannot accept a connection: " + e.getMessage();
                settings.listener().problem(new LinkProblem(settings.worker(), 0, message, Clock.epochMicros()));
                LockSupport.parkNanos(ACCEPT_RETRY_NANOS);
            }
        }
    }

    private void admit(SocketChannel client) throws IOException {
        boolean served = false;
        try {
            served = serve(client);
        } finally {
            if (!served) {
                Sockets.close(client);
            }
        }
        LockSupport.unpark(watch);
    }

    private boolean serve(SocketChannel client) throws IOException {
        synchronized (connections) {
            if (closed) {
                return false;
            }
            LinkConnection connection = new LinkConnection(settings, threads, ++connectionsSoFar, client, this::remove);
            connections.add(connection);
            connection.start();
            return true;
        }
    }

    private void watch() {
        while (!closed) {
            List<LinkConnection> all = connections();
            all.forEach(LinkConnection::attendIfHeld);
            if (all.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, WATCH_NANOS);
            }
        }
    }

    private List<LinkConnection> connections() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    private void remove(LinkConnection connection) {
        synchronized (connections) {
            connections.remove(connection);
        }
    }
}
