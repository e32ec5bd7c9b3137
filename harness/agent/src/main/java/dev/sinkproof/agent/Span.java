package dev.sinkproof.agent;

/**
 * Offsets of one source partition.
 *
 * @param topic source topic
 * @param partition source partition
 * @param first lowest offset; {@link #UNKNOWN} where only the partition is known
 * @param last highest offset, inclusive; equal to {@code first} for a position
 * @param count how many records; 0 for a position
 */
record Span(String topic, int partition, long first, long last, long count) {
    /** Stands for an offset that the passing does not tell. */
    static final long UNKNOWN = -1;

    /** The next offset to read. */
    static Span position(String topic, int partition, long next) {
        return new Span(topic, partition, next, next, 0);
    }
}
