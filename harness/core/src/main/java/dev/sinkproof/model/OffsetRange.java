package dev.sinkproof.model;

/**
 * Consecutive offsets, both ends included.
 *
 * @param first lowest offset
 * @param last highest offset
 */
public record OffsetRange(long first, long last) {
    public OffsetRange {
        if (last < first) {
            throw new IllegalArgumentException("last " + last + " is below first " + first);
        }
    }

    public long count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "–" + last;
    }
}
