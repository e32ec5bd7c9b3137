package dev.sinkproof.kafka.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The proxy between Kafka's clients and one listener of the broker, on 127.0.0.1 and a free port. The listener's advertised
 * address must be the proxy's, so that clients come back to it: no answer is rewritten.
 *
 * <p>Rules are asked in the order in which they were armed. The first that acts on a request has it; the later ones do not
 * see it. Each rule counts what it matches.
 *
 * <p>Each connection has a thread per direction. Answers reach the client in the order of its requests. A broker that does not
 * accept the connection shows as a connection that is accepted and reset at once.
 *
 * <p>Life cycle: {@link #open}, then rules come and go, then {@link #close}, which heals everything and ends all
 * connections. Thread-safe; {@link #close} must not be called from a gate or the listener.
 */
public final class KafkaProxy implements AutoCloseable {
    /** How long {@link #close} waits for gates, which it interrupts. */
    private static final long CLOSE_MILLIS_MAX = 10_000;

    private static final long ACCEPT_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final InetSocketAddress broker;
    private final TopicNames topics;
    private final KafkaProxyListener listener;
    private final ServerSocketChannel server;
    private final ExecutorService threads;
    private final List<ArmedRule> rules = new CopyOnWriteArrayList<>();
    private final Set<KafkaConnection> connections = new HashSet<>();
    private long connectionsSoFar;
    private volatile boolean closed;

    private KafkaProxy(
            InetSocketAddress broker, TopicNames topics, KafkaProxyListener listener, ServerSocketChannel server) {
        this.broker = Objects.requireNonNull(broker, "broker");
        this.topics = Objects.requireNonNull(topics, "topics");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.server = server;
        AtomicLong number = new AtomicLong();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "kafka-proxy-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the proxy; the broker need not run yet, it is connected to anew for each connection.
     *
     * @param broker where the broker listens for what comes through the proxy
     * @param topics tells names of topics to rules that ask for them
     * @param listener hears what rules do
     * @throws IOException when no port can be bound on 127.0.0.1
     */
    public static KafkaProxy open(InetSocketAddress broker, TopicNames topics, KafkaProxyListener listener)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        } catch (IOException e) {
            server.close();
            throw new IOException("the Kafka proxy finds no free port on 127.0.0.1: " + e.getMessage(), e);
        }
        KafkaProxy proxy = new KafkaProxy(broker, topics, listener, server);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** The port on 127.0.0.1 that clients connect to; to be advertised by the broker's listener. */
    public int port() {
        return server.socket().getLocalPort();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** Puts a rule into effect, after those that are already. */
    public ArmedRule arm(KafkaRule rule) {
        return arm(List.of(rule)).get(0);
    }

    /** Puts several rules into effect at one moment. */
    public List<ArmedRule> arm(List<KafkaRule> several) {
        List<ArmedRule> armed = several.stream()
                .map(rule -> new ArmedRule(rule, listener, rules::remove))
                .toList();
        rules.addAll(armed);
        if (closed) {
            armed.forEach(ArmedRule::remove);
            throw new IllegalStateException("the Kafka proxy is closed");
        }
        return armed;
    }

    /** Removes every rule. */
    public void heal() {
        rules.forEach(ArmedRule::remove);
    }

    /** Connections that are open now. */
    public int connections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    /**
     * Heals, closes all connections and waits until every thread has ended.
     *
     * @throws IllegalStateException when a gate does not react to interruption
     */
    @Override
    public void close() {
        closed = true;
        heal();
        closeServer();
        open().forEach(KafkaConnection::close);
        threads.shutdown();
        awaitThreads();
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException e) {
            listener.problem("the Kafka proxy's port cannot be closed: " + e);
        }
    }

    private void awaitThreads() {
        try {
            if (!threads.awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the Kafka proxy was closed, but after " + CLOSE_MILLIS_MAX
                        + " ms some of its threads still run. A gate must react to interruption.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                admit(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                listener.problem("the Kafka proxy cannot accept a connection: " + e);
                LockSupport.parkNanos(ACCEPT_RETRY_NANOS);
            }
        }
    }

    private void admit(SocketChannel client) throws IOException {
        synchronized (connections) {
            if (closed) {
                client.close();
                return;
            }
            KafkaConnection connection = new KafkaConnection(this, ++connectionsSoFar, client);
            connections.add(connection);
            threads.execute(connection::run);
        }
    }

    private List<KafkaConnection> open() {
        synchronized (connections) {
            return new ArrayList<>(connections);
        }
    }

    void start(Runnable work) {
        threads.execute(work);
    }

    void ended(KafkaConnection connection) {
        synchronized (connections) {
            connections.remove(connection);
        }
    }

    InetSocketAddress broker() {
        return broker;
    }

    TopicNames topics() {
        return topics;
    }

    KafkaProxyListener listener() {
        return listener;
    }

    /** Whether a request has to be looked at. */
    boolean hasRules() {
        return !rules.isEmpty();
    }

    /** The rule that acts on the request, or null. A rule that cannot read the request does not act on it. */
    RuleMatch match(Request request, long connection) {
        for (ArmedRule rule : rules) {
            long call = call(rule, request);
            if (call > 0) {
                return new RuleMatch(rule, request, hit(rule, call, request, connection));
            }
        }
        return null;
    }

    private long call(ArmedRule rule, Request request) {
        try {
            return rule.callFor(request);
        } catch (RequestUnreadableException e) {
            listener.problem("rule " + rule.rule().name() + " does not act: " + e.getMessage());
            return 0;
        }
    }

    private static RuleHit hit(ArmedRule rule, long call, Request request, long connection) {
        return new RuleHit(
                rule.rule().name(),
                call,
                rule.rule().action().side(),
                connection,
                request.header().clientId(),
                request.header().apiKey(),
                request.header().apiVersion(),
                request.header().correlationId());
    }
}
