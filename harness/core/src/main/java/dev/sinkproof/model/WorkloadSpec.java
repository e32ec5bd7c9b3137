package dev.sinkproof.model;

import java.util.List;

/**
 * What is produced to the source log. Together with the seed it determines every record (design: workload as a pure
 * function of seed, topic, partition and ordinal).
 *
 * @param seed all randomness of the workload
 * @param partitions number of partitions over all source topics
 * @param recordsPerPartition records produced to each partition
 * @param keysPerPartition distinct keys in each partition; a key never occurs in two partitions
 * @param tombstonePercent share of records that are tombstones, 0 to 50; zero unless the write model has deletes
 * @param recordsPerSecond production rate over all partitions; 0 means as fast as possible
 * @param irregularities records that are not like the others; null for none
 * @param transactions how records are grouped into transactions; null when they are not
 * @param recordsBeforeRecreation records of each partition that are produced before the topic is deleted and created again; 0 when it
 *     is not
 * @param topics how many topics it is produced to, 1 or 2; partitions are counted through them
 */
public record WorkloadSpec(
        long seed,
        int partitions,
        long recordsPerPartition,
        int keysPerPartition,
        int tombstonePercent,
        int recordsPerSecond,
        List<Irregularity> irregularities,
        @MayBeNull @Since(2) Transactions transactions,
        @Since(3) long recordsBeforeRecreation,
        @Since(7) int topics) {
    public WorkloadSpec {
        irregularities = irregularities == null ? List.of() : List.copyOf(irregularities);
        // Earlier plans do not have it.
        topics = topics == 0 ? 1 : topics;
        require(partitions > 0 && partitions <= 1000, "partitions must be 1 to 1000", partitions);
        require(topics >= 1 && topics <= 2, "topics must be 1 or 2", topics);
        require(partitions >= topics, "partitions must be as many as topics (" + topics + ") or more", partitions);
        require(
                topics == 1 || transactions == null && recordsBeforeRecreation == 0,
                "a workload with transactions or a topic that is created again has one topic",
                topics);
        require(recordsPerPartition >= 0, "recordsPerPartition must not be negative", recordsPerPartition);
        require(keysPerPartition > 0, "keysPerPartition must be positive", keysPerPartition);
        require(tombstonePercent >= 0 && tombstonePercent <= 50, "tombstonePercent must be 0 to 50", tombstonePercent);
        require(recordsPerSecond >= 0, "recordsPerSecond must not be negative", recordsPerSecond);
        require(
                recordsBeforeRecreation >= 0 && recordsBeforeRecreation <= recordsPerPartition,
                "recordsBeforeRecreation must be 0 to " + recordsPerPartition,
                recordsBeforeRecreation);
        require(
                recordsBeforeRecreation == 0 || transactions == null,
                "a topic that is created again is not produced to in transactions, so recordsBeforeRecreation must be 0",
                recordsBeforeRecreation);
    }

    /** A workload for one topic. */
    public WorkloadSpec(
            long seed,
            int partitions,
            long recordsPerPartition,
            int keysPerPartition,
            int tombstonePercent,
            int recordsPerSecond,
            List<Irregularity> irregularities,
            Transactions transactions) {
        this(
                seed,
                partitions,
                recordsPerPartition,
                keysPerPartition,
                tombstonePercent,
                recordsPerSecond,
                irregularities,
                transactions,
                0,
                1);
    }

    /** A workload without transactions. */
    public WorkloadSpec(
            long seed,
            int partitions,
            long recordsPerPartition,
            int keysPerPartition,
            int tombstonePercent,
            int recordsPerSecond,
            List<Irregularity> irregularities) {
        this(
                seed,
                partitions,
                recordsPerPartition,
                keysPerPartition,
                tombstonePercent,
                recordsPerSecond,
                irregularities,
                null);
    }

    /** A workload in which no record is irregular. */
    public WorkloadSpec(
            long seed,
            int partitions,
            long recordsPerPartition,
            int keysPerPartition,
            int tombstonePercent,
            int recordsPerSecond) {
        this(seed, partitions, recordsPerPartition, keysPerPartition, tombstonePercent, recordsPerSecond, List.of());
    }

    private static void require(boolean holds, String rule, long actual) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but is " + actual);
        }
    }

    /** Records over all partitions. */
    public long records() {
        return partitions * recordsPerPartition;
    }
}
