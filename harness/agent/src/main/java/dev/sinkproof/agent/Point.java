package dev.sinkproof.agent;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The fault points that are seen inside a worker, by the ids that the harness knows them by. */
public enum Point {
    TASK_START("task.start"),
    TASK_OPEN("task.open"),
    TASK_PUT_ENTER("task.put.enter"),
    TASK_PUT_EXIT("task.put.exit"),
    TASK_PRE_COMMIT_ENTER("task.preCommit.enter"),
    TASK_PRE_COMMIT_EXIT("task.preCommit.exit"),
    TASK_CLOSE("task.close"),
    TASK_STOP("task.stop"),
    POLL_RETURN("poll.return"),
    CONVERT("convert"),
    DELIVER("deliver"),
    OFFSET_COMMIT_REQUEST("offset.commit.request"),
    OFFSET_COMMIT_ACK("offset.commit.ack"),
    REWIND("rewind"),
    REBALANCE_REVOKED("rebalance.revoked"),
    REBALANCE_LOST("rebalance.lost"),
    REBALANCE_ASSIGNED("rebalance.assigned"),
    DLQ_SEND("dlq.send"),
    DLQ_ACK("dlq.ack");

    private final String id;

    Point(String id) {
        this.id = id;
    }

    /** Whether the same thread is about to pass another point anyway, so that nobody needs to be woken for this one. */
    boolean isFollowed() {
        return this == POLL_RETURN || this == CONVERT || this == DELIVER;
    }

    /** The id that the harness knows this point by. */
    public String id() {
        return id;
    }

    /**
     * The points with these ids.
     *
     * @throws IllegalArgumentException when an id is not known here: harness and agent are of different builds
     */
    static Set<Point> setOf(Collection<String> ids) {
        Set<Point> set = EnumSet.noneOf(Point.class);
        for (String id : ids) {
            set.add(byId(id));
        }
        return set;
    }

    private static Point byId(String id) {
        for (Point point : values()) {
            if (point.id.equals(id)) {
                return point;
            }
        }
        throw new IllegalArgumentException(
                "the agent knows no fault point " + id + "; are harness and agent of one build?");
    }
}
