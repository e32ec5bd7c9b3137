package dev.sinkproof.model;

import java.util.Objects;

/**
 * What became of a planned fault.
 *
 * @param fault the plan's fault
 * @param status how it ended
 * @param detail the event that shows it, or the reason why it did not fire or could not be done
 * @param firedAtMicros when it fired, microseconds since the epoch; 0 when it did not
 * @param healedAtMicros when it was undone; 0 when it was not or needed no undoing
 * @param event sequence number of the first timeline event {@link EventNames#FAULT_FIRED}; 0 when it did not fire
 * @param times how often it fired
 */
public record FaultOutcome(
        FaultSpec fault, Status status, String detail, long firedAtMicros, long healedAtMicros, long event, int times) {
    /** How a planned fault ended. */
    public enum Status {
        FIRED,
        NOT_FIRED,
        COULD_NOT_BE_DONE
    }

    public FaultOutcome {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /** The outcome of a fault that fired once, or not at all. */
    public FaultOutcome(
            FaultSpec fault, Status status, String detail, long firedAtMicros, long healedAtMicros, long event) {
        this(fault, status, detail, firedAtMicros, healedAtMicros, event, status == Status.FIRED ? 1 : 0);
    }
}
