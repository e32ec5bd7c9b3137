package dev.sinkproof.simulation.sinks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Up to where each partition is written. A sink that answers preCommit from its own account is safe from what Connect believes
 * to have delivered.
 */
public final class WrittenOffsets {
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** All of these are durable, and everything before them. */
    public void written(Collection<SinkRecord> records) {
        records.forEach(record -> next.merge(partition(record), record.originalKafkaOffset() + 1, Math::max));
    }

    public void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(next::remove);
    }

    public static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    /** What may be committed of what Connect asks for. Partitions of which nothing was written are left out. */
    public Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>();
        current.forEach((partition, offset) -> {
            Long written = next.get(partition);
            if (written != null) {
                safe.put(partition, new OffsetAndMetadata(Math.min(written, offset.offset())));
            }
        });
        return safe;
    }

    /** All of them, whoever asks. */
    public Map<TopicPartition, OffsetAndMetadata> all() {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        next.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
        return all;
    }
}
