package dev.sinkproof.simulation.schedule;

import static dev.sinkproof.model.FaultPoint.*;

import dev.sinkproof.model.FaultPoint;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done to a simulated system, and at which fault points it has a meaning. */
public enum FaultKind {
    WORKER_KILL("worker.kill", "the worker of the task is gone at once and is started again later", Places.ALL),
    WORKER_STALL(
            "worker.stall",
            "the worker of the task stands still past all session timeouts, others take over, then it goes on as a zombie",
            Places.ALL),
    TASK_RESTART("task.restart", "the task is stopped gracefully and started again", Places.ALL),
    TASK_CANCEL(
            "task.cancel",
            "the task is stopped, its call outlasts the graceful timeout, and its successor runs beside it",
            Places.IN_CALLS),
    TASK_RETRIABLE("task.throw.retriable", "the task throws a RetriableException", Places.IN_TASK),
    TASK_FATAL(
            "task.throw.fatal", "the task throws a ConnectException; someone restarts the failed task", Places.IN_TASK),
    CONNECTOR_PAUSE("connector.pause", "the connector is paused, and resumed later", Places.ALL),
    GROUP_REBALANCE("group.rebalance", "the group rebalances, and a partition changes its owner", Places.ALL),
    GROUP_EVICT("group.evict", "the coordinator throws the task's consumer out of the group", Places.ALL),
    OFFSETS_RESET(
            "offsets.reset",
            "the connector is stopped, its group's offsets are set to the beginning, and it is started again",
            Places.ALL),
    DELAY("delay", "the call takes ten seconds longer", Places.ALL),
    COMMIT_REFUSED("commit.refuse", "the coordinator refuses the offset commit", Places.COMMIT),
    COMMIT_ACK_LOST(
            "commit.drop-response",
            "the coordinator takes the offset commit, and the answer is an error",
            Places.COMMIT),
    COMMIT_LATE("commit.late", "the offset commit takes one and a half seconds", Places.COMMIT),
    COMMIT_UNANSWERED("commit.drop-request", "the offset commit is lost and never answered", Places.COMMIT),
    TARGET_REQUEST_LOST(
            "target.drop-request", "the request does not reach the target; the client times out", Places.REQUEST),
    TARGET_REFUSED("target.refuse", "the target refuses the request: throttled", Places.REQUEST),
    TARGET_HALF(
            "target.half",
            "the target takes half of the request, unless it is a transaction, and then fails",
            Places.REQUEST),
    TARGET_SESSION_LOST(
            "target.close", "the target closes the session without having looked at the request", Places.REQUEST),
    TARGET_ACK_LOST(
            "target.drop-response", "the target takes the request, and the client never hears of it", Places.ACK),
    CONVERT_RETRIABLE(
            "convert.throw.retriable", "the converter of values throws a RetriableException once", EnumSet.of(CONVERT)),
    DLQ_REFUSED(
            "dlq.refuse",
            "the dead letter queue refuses the record, and the producer tells a second later",
            EnumSet.of(DLQ_SEND)),
    DLQ_REFUSED_AT_ONCE(
            "dlq.refuse-at-once", "the dead letter queue's producer refuses the record at once", EnumSet.of(DLQ_SEND)),
    DLQ_LATE("dlq.late", "the record is in the dead letter queue one and a half seconds later", EnumSet.of(DLQ_SEND)),
    DLQ_ACK_LOST(
            "dlq.drop-response",
            "the dead letter queue takes the record, and the producer never hears of it and sends it again",
            EnumSet.of(DLQ_ACK)),
    CONNECT_REFUSED("target.refuse-connection", "the target refuses the connection", EnumSet.of(TARGET_CONNECT));

    private final String id;
    private final String meaning;
    private final Set<FaultPoint> points;

    FaultKind(String id, String meaning, Set<FaultPoint> points) {
        this.id = id;
        this.meaning = meaning;
        this.points = Set.copyOf(points);
    }

    /** Stable id, as schedules are written. */
    public String id() {
        return id;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether the fault can be placed at {@code point}. */
    public boolean fits(FaultPoint point) {
        return points.contains(point);
    }

    public static Optional<FaultKind> byId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    private static final class Places {
        /** From one to the next something can come to pass; conversion begins where a poll returns. */
        static final Set<FaultPoint> ALL = EnumSet.complementOf(EnumSet.of(CONVERT));

        static final Set<FaultPoint> IN_CALLS = ALL.stream()
                .filter(point -> point != TASK_START && point != TASK_STOP)
                .collect(Collectors.toUnmodifiableSet());
        static final Set<FaultPoint> IN_TASK = EnumSet.of(
                TASK_START,
                TASK_OPEN,
                TASK_PUT_ENTER,
                TASK_PUT_EXIT,
                TASK_PRE_COMMIT_ENTER,
                TASK_PRE_COMMIT_EXIT,
                TASK_CLOSE);
        static final Set<FaultPoint> COMMIT = EnumSet.of(OFFSET_COMMIT_REQUEST);
        static final Set<FaultPoint> REQUEST = EnumSet.of(TARGET_REQUEST);
        static final Set<FaultPoint> ACK = EnumSet.of(TARGET_ACK);

        private Places() {}
    }
}
