package dev.sinkproof.sinks.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How far a batch has become durable, so that its redelivery after a retriable failure does not write its first chunks
 * again. Forgotten when the batch is done: a sink that remembered for longer would drop the records of a topic that was
 * deleted and created again. Not thread-safe.
 */
final class PutProgress {
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    /** The records that are still to be written. */
    List<SinkRecord> remaining(Collection<SinkRecord> batch) {
        return nextOffsets.isEmpty()
                ? List.copyOf(batch)
                : batch.stream().filter(this::isAhead).toList();
    }

    private boolean isAhead(SinkRecord record) {
        Long next = nextOffsets.get(Source.partition(record));
        return next == null || Source.offset(record) >= next;
    }

    void written(Chunk chunk) {
        nextOffsets.putAll(chunk.nextOffsets());
    }

    void closed(Collection<TopicPartition> partitions) {
        nextOffsets.keySet().removeAll(partitions);
    }

    void clear() {
        nextOffsets.clear();
    }
}
