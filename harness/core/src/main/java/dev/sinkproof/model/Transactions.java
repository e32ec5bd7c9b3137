package dev.sinkproof.model;

/**
 * How the workload is produced in transactions. They leave gaps in the offsets: a marker at the end of each, and, for those who read
 * committed records only, all records of those that were aborted.
 *
 * @param recordsPerPartition records of each partition in one transaction, from 1
 * @param abortEvery each so-manieth transaction is aborted, counted from 1; 0 aborts none
 */
public record Transactions(int recordsPerPartition, int abortEvery) {
    public Transactions {
        if (recordsPerPartition < 1 || abortEvery < 0) {
            throw new IllegalArgumentException("a transaction needs at least one record and aborts cannot be negative,"
                    + " but there are " + recordsPerPartition + " and " + abortEvery);
        }
    }
}
