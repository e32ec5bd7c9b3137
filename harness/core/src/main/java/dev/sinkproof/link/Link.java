package dev.sinkproof.link;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.link.toxic.ToxicChain;
import java.io.IOException;
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
 * The proxy between one worker and the target, mostly on 127.0.0.1 and a free port.
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
    private final Set<LinkConnection> connections = new HashSet<>();
    private final LinkThreads threads;
    /** Held while the door is opened, closed or moved. */
    private final Object door = new Object();

    private volatile LinkRoute route;
    private volatile ServerSocketChannel server;
    private Thread acceptor;
    private volatile Thread watch;
    private long connectionsSoFar;
    private volatile boolean closed;

    /** What a link was opened with, and what its connections share. */
    record Settings(
            String worker,
            LinkProtocol protocol,
            PassingGate gate,
            LinkListener listener,
            LinkCounts counts,
            ToxicChain toxics) {
        Settings {
            Objects.requireNonNull(worker, "worker");
            Objects.requireNonNull(protocol, "protocol");
            Objects.requireNonNull(gate, "gate");
            Objects.requireNonNull(listener, "listener");
        }
    }

    private Link(Settings settings, LinkRoute route) {
        this.settings = settings;
        this.route = route;
        this.threads = new LinkThreads(settings.worker());
    }

    /**
     * Opens a link on any free port and begins to accept connections.
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
        Link link = closed(worker, LinkRoute.to(upstream), 0, protocol, gate, listener);
        link.enable();
        return link;
    }

    /**
     * A link that accepts no connections until it is {@link #enable enabled}.
     *
     * @param route from where to where
     * @param seed decides what toxics leave to chance
     */
    public static Link closed(
            String worker, LinkRoute route, long seed, LinkProtocol protocol, PassingGate gate, LinkListener listener) {
        Settings settings = new Settings(worker, protocol, gate, listener, new LinkCounts(), new ToxicChain(seed));
        return new Link(settings, route);
    }

    /** The port to which the connector connects instead of the target's; stays the same while the link is disabled. */
    public int port() {
        return route.listen().getPort();
    }

    /** From where to where it leads. */
    public LinkRoute route() {
        return route;
    }

    /** What is done to the bytes of all connections. */
    public ToxicChain toxics() {
        return settings.toxics();
    }

    /** A run begins: bytes of the link are counted from now on, whatever went over it before. Those of open connections go on. */
    public void countAnew() {
        settings.counts().reset();
    }

    /** Whether it accepts connections. */
    public boolean enabled() {
        return server != null;
    }

    /**
     * Accepts connections; does nothing when it does already.
     *
     * @throws IOException when the port is not free, or no port is
     */
    public void enable() throws IOException {
        synchronized (door) {
            if (!closed && server == null) {
                ServerSocketChannel bound = bind();
                server = bound;
                route = route.listeningOn(bound.socket().getLocalPort());
                if (watch == null) {
                    watch = threads.start("watch", this::watch);
                }
                acceptor = threads.start("accept", () -> accept(bound));
            }
        }
    }

    /** Closes all connections and refuses new ones, as a target does that is not running. Does nothing when it does already. */
    public void disable() {
        synchronized (door) {
            if (shut()) {
                connections().forEach(connection -> connection.cutOff(LinkSide.LINK, EndReason.CUT));
            }
        }
    }

    private boolean shut() {
        ServerSocketChannel bound = server;
        server = null;
        if (bound != null) {
            Sockets.close(bound);
            awaitAcceptor();
        }
        return bound != null;
    }

    /** As long as a thread is in accept, the operating system still takes connections. */
    private void awaitAcceptor() {
        boolean interrupted = false;
        while (acceptor.isAlive() && acceptor != Thread.currentThread()) {
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets all connections that exist now; new ones are accepted as before. */
    public void resetConnections() {
        connections().forEach(LinkConnection::reset);
    }

    /**
     * Leads from elsewhere or to elsewhere; when that is a change, it closes all connections, and toxics stay.
     *
     * @throws IOException when the port is not free; the link is disabled then
     */
    public void move(LinkRoute to) throws IOException {
        synchronized (door) {
            boolean wasEnabled = enabled();
            if (!to.equals(route)) {
                disable();
                route = to;
            }
            if (wasEnabled) {
                enable();
            }
        }
    }

    private ServerSocketChannel bind() throws IOException {
        ServerSocketChannel bound = ServerSocketChannel.open();
        try {
            return bound.bind(route.listen());
        } catch (IOException | RuntimeException e) {
            Sockets.close(bound);
            throw new IOException(
                    "The link of " + settings.worker() + " cannot listen on " + route.listen() + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Closes all connections, wakes what is held, and waits until all threads of the link have ended.
     *
     * @throws IllegalStateException when a thread did not end, because the gate does not react to interruption
     */
    @Override
    public void close() {
        synchronized (door) {
            closed = true;
            shut();
        }
        List<LinkConnection> open = connections();
        open.forEach(connection -> connection.close(EndReason.LINK_CLOSED));
        LockSupport.unpark(watch);
        List<Thread> alive = threads.awaitEnd(CLOSE_MILLIS_MAX);
        if (!alive.isEmpty()) {
            throw new IllegalStateException("The link was closed, but after " + CLOSE_MILLIS_MAX
                    + " ms these threads still run: " + alive + ". A gate must react to interruption.");
        }
    }

    private void accept(ServerSocketChannel bound) {
        while (!closed) {
            try {
                admit(bound, bound.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                String message = "The link cannot accept a connection: " + e.getMessage();
                settings.listener().problem(new LinkProblem(settings.worker(), 0, message, Clock.epochMicros()));
                LockSupport.parkNanos(ACCEPT_RETRY_NANOS);
            }
        }
    }

    private void admit(ServerSocketChannel bound, SocketChannel client) throws IOException {
        boolean served = false;
        try {
            served = serve(bound, client);
        } finally {
            if (!served) {
                Sockets.close(client);
            }
        }
        LockSupport.unpark(watch);
    }

    private boolean serve(ServerSocketChannel bound, SocketChannel client) throws IOException {
        synchronized (connections) {
            if (closed || server != bound) {
                return false;
            }
            LinkConnection connection = new LinkConnection(
                    settings, route.resolvedUpstream(), threads, ++connectionsSoFar, client, this::remove);
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
