package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Offsets of one partition as ranges.
 *
 * @param topic source topic
 * @param partition source partition
 * @param ranges in ascending order, not adjacent
 */
public record PartitionOffsets(String topic, int partition, List<OffsetRange> ranges) {
    public PartitionOffsets {
        Objects.requireNonNull(topic, "topic");
        ranges = List.copyOf(ranges);
    }

    public long count() {
        return ranges.stream().mapToLong(OffsetRange::count).sum();
    }

    /** For people: {@code p0: 4711–4713, 4720}. */
    public String describe() {
        return "p" + partition + ": "
                + ranges.stream().map(OffsetRange::toString).collect(Collectors.joining(", "));
    }
}
