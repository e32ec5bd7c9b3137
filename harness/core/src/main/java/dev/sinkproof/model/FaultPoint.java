package dev.sinkproof.model;

import java.util.Arrays;
import java.util.Optional;

/** A named moment where control passes between Kafka, Connect, the subject and the target. */
public enum FaultPoint {
    TASK_START("task.start", "Connect calls SinkTask.start"),
    TASK_OPEN("task.open", "Connect hands partitions to the task (SinkTask.open)"),
    TASK_PUT_ENTER("task.put.enter", "SinkTask.put is called with a batch"),
    TASK_PUT_EXIT("task.put.exit", "SinkTask.put has returned or thrown"),
    TASK_PRE_COMMIT_ENTER("task.preCommit.enter", "Connect asks the task which offsets are safe to commit"),
    TASK_PRE_COMMIT_EXIT("task.preCommit.exit", "the task has answered which offsets are safe to commit"),
    TASK_CLOSE("task.close", "Connect takes partitions from the task (SinkTask.close)"),
    TASK_STOP("task.stop", "Connect calls SinkTask.stop"),
    POLL_RETURN("poll.return", "the consumer returned records to Connect"),
    CONVERT("convert", "Connect is about to convert and transform the records of a poll"),
    DELIVER("deliver", "Connect is about to deliver converted records to the task"),
    OFFSET_COMMIT_REQUEST("offset.commit.request", "Connect is about to send an offset commit"),
    OFFSET_COMMIT_ACK("offset.commit.ack", "Connect learned the outcome of an offset commit"),
    REWIND("rewind", "Connect seeks to offsets that the task asked for"),
    REBALANCE_REVOKED("rebalance.revoked", "partitions are being revoked from the task's consumer"),
    REBALANCE_LOST("rebalance.lost", "partitions were lost without a chance to commit"),
    REBALANCE_ASSIGNED("rebalance.assigned", "partitions were assigned to the task's consumer"),
    DLQ_SEND("dlq.send", "Connect is about to send a record to the dead letter queue"),
    DLQ_ACK("dlq.ack", "the dead letter queue has answered, and Connect has not heard of it"),
    TARGET_CONNECT("target.connect", "the connector opens a connection to the target"),
    TARGET_REQUEST("target.request", "a write request of the connector, before it is forwarded to the target"),
    TARGET_ACK("target.ack", "the target has accepted a write, and the connector has not heard of it");

    private final String id;
    private final String meaning;

    FaultPoint(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    /** The stable id, for example {@code task.put.enter}. */
    public String id() {
        return id;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether the passing is seen on the link to the target rather than inside a worker. */
    public boolean onTargetLink() {
        return id.startsWith("target.");
    }

    /** The point with this id, if there is one. */
    public static Optional<FaultPoint> byId(String id) {
        return Arrays.stream(values()).filter(point -> point.id.equals(id)).findFirst();
    }
}
