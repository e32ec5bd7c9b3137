package dev.sinkproof.model;

import java.util.Objects;

/**
 * Records of the workload that are not like the others.
 *
 * @param fault id of the scenario's fault that placed them
 * @param kind what is irregular about them
 * @param partition their partition; {@link #ALL_PARTITIONS} for each
 * @param ordinal the first of them in its partition, from 0
 * @param every distance from one to the next, from 1
 * @param count how many in each partition, from 1
 * @param size of an oversize field in bytes, how late a time stamp is in milliseconds, or the first time stamp in milliseconds since the epoch; 0 where none is meant
 */
public record Irregularity(
        String fault, IrregularityKind kind, int partition, long ordinal, long every, long count, long size) {
    public static final int ALL_PARTITIONS = -1;
    /** From one {@link IrregularityKind#AT} to the next, in milliseconds. */
    private static final long AT_STEP_MILLIS = 30_000;

    public Irregularity {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(kind, "kind");
        if (partition < ALL_PARTITIONS || ordinal < 0 || every < 1 || count < 1 || size < 0) {
            throw new IllegalArgumentException("no place in a workload: partition " + partition + ", ordinal " + ordinal
                    + ", every " + every + ", count " + count + ", size " + size);
        }
    }

    /** Time stamp of a record that an {@link IrregularityKind#AT} covers, in milliseconds since the epoch. */
    public long millisOf(long atOrdinal) {
        return size + (atOrdinal - ordinal) / every * AT_STEP_MILLIS;
    }

    /** Whether the record is one of them. */
    public boolean covers(int atPartition, long atOrdinal) {
        long distance = atOrdinal - ordinal;
        return (partition == ALL_PARTITIONS || partition == atPartition)
                && distance >= 0
                && distance % every == 0
                && distance / every < count;
    }
}
