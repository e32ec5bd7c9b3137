package dev.sinkproof.model;

import java.util.Objects;

/**
 * Some offsets of one partition that an event speaks of.
 *
 * @param topic source topic
 * @param partition source partition
 * @param first lowest offset; -1 where only the partition is known
 * @param last highest offset, inclusive; for commits and positions equal to {@code first}, the next offset to read
 * @param count how many records; 0 where the event names a position rather than records
 */
public record OffsetSpan(String topic, int partition, long first, long last, long count) {
    public OffsetSpan {
        Objects.requireNonNull(topic, "topic");
    }

    /** A position (the next offset to read), as commits and seeks have it. */
    public static OffsetSpan position(String topic, int partition, long next) {
        return new OffsetSpan(topic, partition, next, next, 0);
    }
}
