package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;

/** How an event at one moment is drawn. Shapes differ in form, not in colour only. */
public enum Shape {
    REFUSED("refused", "target refused a request"),
    ACK("ack", "target acknowledged a write"),
    REQUEST("request", "write request to the target"),
    COMMIT("commit", "offset committed"),
    COMMIT_CALL("commitcall", "commit requested or answered, preCommit"),
    REBALANCE("rebalance", "rebalance, open, close, rewind"),
    READY("ready", "worker ready"),
    GONE("gone", "worker or connection gone"),
    LAG_ZERO("lagzero", "lag zero"),
    OTHER("other", "anything else");

    private static final String OUTCOME = "outcome";
    private static final String OK = "ok";

    private final String symbol;
    private final String meaning;

    Shape(String symbol, String meaning) {
        this.symbol = symbol;
        this.meaning = meaning;
    }

    /** Name of the page's drawn symbol and style class. */
    public String symbol() {
        return symbol;
    }

    /** For the legend. */
    public String meaning() {
        return meaning;
    }

    static Shape of(TimelineEvent event) {
        if (refused(event)) {
            return REFUSED;
        }
        return FaultPoint.byId(event.name()).map(Shape::of).orElseGet(() -> byName(event.name()));
    }

    /** Whether the target, or a fault in its stead, answered with an error: a write that failed, an access that was denied, a request too many. */
    public static boolean refused(TimelineEvent event) {
        boolean inTheTargetsStead = event.name().equals(EventNames.LINK_DISTURBED)
                && event.attributes().containsKey("answered");
        return inTheTargetsStead
                || event.name().equals(FaultPoint.TARGET_ACK.id())
                        && !event.attributes().getOrDefault(OUTCOME, OK).equals(OK);
    }

    private static Shape of(FaultPoint point) {
        return switch (point) {
            case TARGET_ACK -> ACK;
            case TARGET_REQUEST -> REQUEST;
            case OFFSET_COMMIT_REQUEST, OFFSET_COMMIT_ACK, TASK_PRE_COMMIT_ENTER, TASK_PRE_COMMIT_EXIT -> COMMIT_CALL;
            case REBALANCE_ASSIGNED, REBALANCE_LOST, REBALANCE_REVOKED, TASK_OPEN, TASK_CLOSE, REWIND -> REBALANCE;
            case TASK_START, TASK_STOP, TASK_PUT_ENTER, TASK_PUT_EXIT, POLL_RETURN, CONVERT, DELIVER -> OTHER;
            case DLQ_SEND, DLQ_ACK, TARGET_CONNECT -> OTHER;
        };
    }

    private static Shape byName(String name) {
        return switch (name) {
            case EventNames.OFFSET_COMMITTED -> COMMIT;
            case EventNames.WORKER_READY -> READY;
            case EventNames.WORKER_KILLED, EventNames.WORKER_EXITED, EventNames.LINK_CLOSED -> GONE;
            case EventNames.LAG_ZERO -> LAG_ZERO;
            default -> OTHER;
        };
    }
}
