package dev.sinkproof.workload;

/**
 * How a workload is cut into transactions, and which of them are aborted. Transactions leave gaps in the offsets: a marker at
 * the end of each, and all records of those that were aborted.
 *
 * @param recordsPerPartition records of each partition in one transaction
 * @param abortEvery each so-manieth transaction is aborted, counted from 1; 0 aborts none
 * @param readCommitted whether the subject's consumers read committed records only. If they do not (that is Connect's
 *     default; {@code consumer.override.isolation.level} changes it), they are given aborted records as any other, and a
 *     target that holds them is no anomaly
 */
public record TransactionPlan(int recordsPerPartition, int abortEvery, boolean readCommitted) {
    public TransactionPlan {
        if (recordsPerPartition < 1 || abortEvery < 0) {
            throw new IllegalArgumentException(
                    "a transaction needs at least one record and aborts cannot be negative, but" + " there are "
                            + recordsPerPartition + " and " + abortEvery);
        }
    }

    boolean aborts(long transaction) {
        return abortEvery > 0 && transaction % abortEvery == 0;
    }
}
