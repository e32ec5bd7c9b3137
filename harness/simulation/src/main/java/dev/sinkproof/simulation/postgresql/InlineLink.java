package dev.sinkproof.simulation.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkAttributes;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The link between one incarnation of a task and the database. All of it happens on the task's own thread, inside the driver's reads and writes:
 * so a request that is held at a fault point holds the task, and the simulation goes on with the others.
 */
final class InlineLink {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int HALF_PERCENT = 50;
    /** Differs between runs: the first one finds no tables, and makes them. */
    private static final Set<String> LEFT_OUT = Set.of(LinkAttributes.CYCLE);

    /** Drivers make their socket factories themselves, so that there is no other way to them than by name. */
    private static final Map<String, InlineLink> BY_KEY = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final VirtualClock clock;
    private final Waits waits;
    private final Backends backends;
    /** Null when the run is over. */
    private Passages passages;

    private Runnable committed;
    private final List<InlineSocket> open = new ArrayList<>();

    /**
     * How long a client waits, in virtual time.
     *
     * @param answerMillis for an answer that does not come
     * @param lockMillis for a lock that another session holds. The server is to be told to wait for a moment only, as the holder cannot
     *     move meanwhile
     */
    record Waits(long answerMillis, long lockMillis) {}

    /** @param committed told when the target has made something durable, before the client hears of it */
    InlineLink(Passages passages, VirtualClock clock, Waits waits, Backends backends, Runnable committed) {
        this.passages = passages;
        this.clock = clock;
        this.waits = waits;
        this.backends = backends;
        this.committed = committed;
        BY_KEY.put(key, this);
        passages.whenGone(this::close);
    }

    static InlineLink byKey(String key) {
        InlineLink link = BY_KEY.get(key);
        if (link == null) {
            throw new IllegalStateException("the run that this connection belongs to is over");
        }
        return link;
    }

    String key() {
        return key;
    }

    Backends backends() {
        return backends;
    }

    void opened(InlineSocket socket) {
        open.add(socket);
    }

    void closed(InlineSocket socket) {
        open.remove(socket);
    }

    /** As the operating system does it for a process that is gone. Returns when the server has noticed. */
    void close() {
        BY_KEY.remove(key);
        List.copyOf(open).forEach(InlineSocket::abort);
    }

    /**
     * The run is over. Nothing of it may stay: the driver keeps what it needs to close a connection for as long as somebody may use
     * it, that is the socket, and with it this link; a task that was killed has closed none, and would be kept by its own connection.
     */
    void forget() {
        close();
        passages = null;
        committed = null;
    }

    void requireAlive() {
        if (passages == null) {
            throw new IllegalStateException("the run that this connection belongs to is over");
        }
        passages.requireAlive();
    }

    /** The client waits for an answer in vain. */
    void timeOut() {
        clock.advanceMillis(waits.answerMillis());
    }

    GateDecision pass(FaultPoint point, Map<String, String> attributes) {
        if (point == FaultPoint.TARGET_ACK) {
            answered(attributes);
        }
        Map<String, String> told = new TreeMap<>(attributes);
        told.keySet().removeAll(LEFT_OUT);
        Optional<FaultKind> effect = passages.pass(point, List.of(), told);
        return effect.map(InlineLink::decision).orElse(GateDecision.PROCEED);
    }

    private void answered(Map<String, String> attributes) {
        if (LOCK_NOT_AVAILABLE.equals(attributes.get(LinkAttributes.SQLSTATE))) {
            clock.advanceMillis(waits.lockMillis());
        }
        if (Boolean.parseBoolean(attributes.get(LinkAttributes.COMMITTED))) {
            committed.run();
        }
    }

    private static GateDecision decision(FaultKind effect) {
        return switch (effect) {
            case TARGET_REQUEST_LOST, TARGET_ACK_LOST -> GateDecision.DROP;
            case TARGET_REFUSED -> GateDecision.answer(Map.of(LinkAnswers.SQLSTATE, PostgresSubject.REFUSED_SQLSTATE));
            case TARGET_HALF -> GateDecision.cutMidway(HALF_PERCENT);
            case TARGET_SESSION_LOST, CONNECT_REFUSED -> GateDecision.CUT;
            default -> throw new IllegalStateException(effect.id() + " is nothing that a link can do");
        };
    }
}
