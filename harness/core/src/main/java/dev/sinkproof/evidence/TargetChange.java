package dev.sinkproof.evidence;

import java.util.Objects;

/**
 * One change that the target made durable, in the order in which the target committed them.
 *
 * @param commitMicros when the transaction was committed, by the target's clock, microseconds since the epoch; never
 *     later than the moment at which the client heard of it
 * @param transaction the target's id of the transaction
 * @param operation what was done
 * @param row the new row; for a delete the key columns as far as the target recorded them, possibly none
 */
public record TargetChange(long commitMicros, String transaction, Operation operation, TargetRow row) {
    /** What was done to the row. */
    public enum Operation {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }

    public TargetChange {
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(row, "row");
    }
}
