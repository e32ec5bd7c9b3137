package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that become durable together. Immutable. */
public final class Chunk {
    private final List<SinkRecord> records;
    private final Map<TopicPartition, Long> nextOffsets;
    private final Map<TopicPartition, Long> firstOffsets;

    private Chunk(List<SinkRecord> records) {
        this.records = records;
        Map<TopicPartition, Long> first = new LinkedHashMap<>();
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            TopicPartition partition = Source.partition(record);
            first.merge(partition, Source.offset(record), Math::min);
            next.merge(partition, Source.offset(record) + 1, Math::max);
        }
        this.firstOffsets = first;
        this.nextOffsets = Collections.unmodifiableMap(next);
    }

    /** Cuts records, in their order, into chunks of at most {@code size}. */
    static List<Chunk> split(List<SinkRecord> records, int size) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < records.size(); from += size) {
            chunks.add(new Chunk(records.subList(from, Math.min(records.size(), from + size))));
        }
        return chunks;
    }

    /** The records, in the order of delivery. Not to be changed. */
    public List<SinkRecord> records() {
        return records;
    }

    /** For each source partition of the records, the offset after its last one. Unmodifiable. */
    public Map<TopicPartition, Long> nextOffsets() {
        return nextOffsets;
    }

    /** The offsets, as {@code topic-partition@first..last}. */
    @Override
    public String toString() {
        List<String> ranges = new ArrayList<>();
        nextOffsets.forEach(
                (partition, next) -> ranges.add(partition + "@" + firstOffsets.get(partition) + ".." + (next - 1)));
        return String.join(", ", ranges);
    }
}
