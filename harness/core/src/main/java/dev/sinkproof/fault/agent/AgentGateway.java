package dev.sinkproof.fault.agent;

import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Takes in the agents of all workers, on the loopback interface only.
 *
 * <p>Order: what one agent sends is handed to the gate in the order in which it was sent; what is done about a held passing
 * happens on a thread of its own, so that it keeps nothing else waiting. Between agents there is no order.
 *
 * <p>Time: a passing may be held for as long as the gate likes. Once an agent is let in, neither side sets a limit to what it reads,
 * and an idle connection on the loopback interface lasts as long as both processes. While it lasts, a hold keeps one thread here, one
 * in the worker, and one entry in the agent; the answer frees all three, as does the end of either process.
 *
 * <p>Threads: all methods may be called from any thread, {@link #arm} from none that the gateway itself calls back on, except
 * those in {@link PassingGate.Arrival#decide}.
 */
public final class AgentGateway implements AutoCloseable {
    /** How long a live agent may take to confirm what is armed. */
    public static final Duration CONFIRMATION_DEADLINE = Duration.ofSeconds(5);

    private static final Duration END_DEADLINE = Duration.ofSeconds(5);
    private static final int TOKEN_BYTES = 16;

    private final PassingGate gate;
    private final AgentListener listener;
    private final Duration confirmationDeadline;
    private final ServerSocket server;
    private final String token = newToken();
    private final ExecutorService readers;
    private final ExecutorService passes;

    // Guarded by "this", whose monitor is also notified when an agent confirms or goes.
    private final Set<AgentConnection> connections = new LinkedHashSet<>();
    private final Set<AgentConnection> agents = new LinkedHashSet<>();
    private Set<FaultPoint> armed = EnumSet.noneOf(FaultPoint.class);
    private int requests;
    private boolean closed;

    private AgentGateway(PassingGate gate, AgentListener listener, Duration confirmationDeadline) throws IOException {
        this.gate = Objects.requireNonNull(gate, "gate");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.confirmationDeadline = confirmationDeadline;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.readers = Executors.newCachedThreadPool(daemons("sinkproof-agents", port()));
        this.passes = Executors.newCachedThreadPool(daemons("sinkproof-held", port()));
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when no port can be had on the loopback interface
     */
    public static AgentGateway open(PassingGate gate, AgentListener listener) throws IOException {
        return open(gate, listener, CONFIRMATION_DEADLINE);
    }

    static AgentGateway open(PassingGate gate, AgentListener listener, Duration confirmationDeadline)
            throws IOException {
        AgentGateway gateway = new AgentGateway(gate, listener, confirmationDeadline);
        gateway.readers.execute(gateway::accept);
        return gateway;
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Threads named by what they do and for which gateway. */
    private static ThreadFactory daemons(String purpose, int port) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, purpose + "-" + count.incrementAndGet() + "@" + port);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where agents connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * The JVM option that puts the agent into a worker. It holds a secret of this gateway: not for messages.
     *
     * @param agentJar as {@link AgentJar#locate} finds it
     * @param worker name that this worker's passings will have; no comma
     */
    public String jvmOption(Path agentJar, String worker) {
        if (worker.isBlank() || worker.contains(",")) {
            throw new IllegalArgumentException("worker name '" + worker + "' is blank or has a comma");
        }
        return "-javaagent:" + agentJar.toAbsolutePath() + "=" + arguments(worker);
    }

    String arguments(String worker) {
        return "port=" + port() + ",worker=" + worker + ",token=" + token;
    }

    /**
     * Replaces the points at which threads are held, for all agents, present and future. When it returns, every passing that an
     * agent reports from now on obeys the new set; what is held stays held.
     *
     * @param points inside workers
     * @throws IllegalArgumentException when a point is on the target link, which agents do not see
     * @throws TimeoutException when a live worker does not confirm in time (it is stopped, or starved); names it
     */
    public void arm(Set<FaultPoint> points) throws TimeoutException, InterruptedException {
        Set<FaultPoint> inWorkers = requireInWorkers(points);
        int request;
        List<AgentConnection> asked;
        synchronized (this) {
            armed = inWorkers;
            request = ++requests;
            asked = List.copyOf(agents);
            asked.forEach(agent -> agent.arm(request, inWorkers));
        }
        awaitConfirmations(asked, request);
    }

    private static Set<FaultPoint> requireInWorkers(Set<FaultPoint> points) {
        Set<FaultPoint> copy = EnumSet.noneOf(FaultPoint.class);
        for (FaultPoint point : points) {
            if (point.onTargetLink()) {
                throw new IllegalArgumentException(
                        point.id() + " is seen on the link to the target, not in a worker; arm it there");
            }
            copy.add(point);
        }
        return copy;
    }

    private synchronized void awaitConfirmations(List<AgentConnection> asked, int request)
            throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + confirmationDeadline.toNanos();
        List<AgentConnection> silent = silent(asked, request);
        while (!silent.isEmpty()) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMillis <= 0) {
                throw new TimeoutException("waited " + confirmationDeadline.toMillis() + " ms for " + names(silent)
                        + " to confirm the armed fault points " + ids(armed)
                        + "; is the process stopped or starved?");
            }
            wait(leftMillis);
            silent = silent(asked, request);
        }
    }

    private List<AgentConnection> silent(List<AgentConnection> asked, int request) {
        return asked.stream()
                .filter(agent -> agents.contains(agent) && agent.confirmed() < request)
                .toList();
    }

    private static String names(List<AgentConnection> agents) {
        return agents.stream().map(AgentConnection::worker).collect(Collectors.joining(", "));
    }

    private static String ids(Set<FaultPoint> points) {
        return points.stream().map(FaultPoint::id).toList().toString();
    }

    private void accept() {
        while (true) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!isClosed()) {
                    listener.problem(AgentConnection.UNKNOWN, "no further agents are accepted: " + e);
                }
                return;
            }
        }
    }

    private synchronized void serve(Socket socket) throws IOException {
        if (closed) {
            socket.close();
            return;
        }
        AgentConnection connection = new AgentConnection(socket, this, gate, listener, passes);
        connections.add(connection);
        readers.execute(connection);
    }

    boolean isToken(String offered) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes an agent known and tells it what is armed, in one step, so that no call of {@link #arm} misses it. */
    synchronized void welcome(AgentConnection agent) throws IOException {
        if (closed) {
            throw new IOException("the gateway is closed");
        }
        agents.add(agent);
        agent.welcome(requests, armed);
    }

    /** The agent has confirmed something. */
    synchronized void confirmed() {
        notifyAll();
    }

    /** How long the gateway waits for each agent that it let in, in milliseconds; 0 stands for no limit. */
    synchronized List<Integer> readTimeoutsMillis() throws IOException {
        List<Integer> millis = new ArrayList<>();
        for (AgentConnection agent : agents) {
            millis.add(agent.readTimeoutMillis());
        }
        return millis;
    }

    /** The connection is gone. */
    synchronized void remove(AgentConnection agent) {
        connections.remove(agent);
        agents.remove(agent);
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Releases every held passing, disconnects all agents and ends all threads. The workers live on, unobserved.
     *
     * @throws IOException when the port cannot be given back
     */
    @Override
    public void close() throws IOException {
        List<AgentConnection> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = new ArrayList<>(connections);
        }
        try (server) {
            passes.shutdownNow();
            open.forEach(AgentConnection::disconnect);
        } finally {
            readers.shutdown();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        boolean passesEnded = awaitEnd(passes);
        boolean readersEnded = awaitEnd(readers);
        if (!passesEnded || !readersEnded) {
            listener.problem(
                    AgentConnection.UNKNOWN,
                    "waited " + END_DEADLINE.toMillis()
                            + " ms for the gateway's threads to end; a gate or a listener does not return");
        }
    }

    private static boolean awaitEnd(ExecutorService threads) {
        try {
            return threads.awaitTermination(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return threads.isTerminated();
        }
    }
}
