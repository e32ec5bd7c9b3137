package dev.sinkproof.evidence;

import java.util.Objects;

/**
 * One change that the target made durable, in the order in which the target committed them.
 *
 * @param commitMicros when the transaction was committed, by the target's clock, microseconds since the epoch; never
 *     later than the moment at which the client heard of it. Transactions that commit at the same time may carry times
 *     that are not in the order of the changes: the order of the changes counts
 * @param transaction the target's id of the transaction
 * @param operation what was done
 * @param row the new row; for a delete the key columns as far as the target recorded them, possibly none. A column that
 *     the target did not record, because an update left a large value as it was, is absent: absent is not null
 * @param before for an update what the target recorded of the row as it was before, which it does when the key changed;
 *     null where it recorded nothing, and for every other operation
 */
public record TargetChange(
        long commitMicros, String transaction, Operation operation, TargetRow row, TargetRow before) {
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

    /** A change of which the target recorded nothing of the row before. */
    public TargetChange(long commitMicros, String transaction, Operation operation, TargetRow row) {
        this(commitMicros, transaction, operation, row, null);
    }
}
