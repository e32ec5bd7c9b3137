package dev.sinkproof.sinks.flawed;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a sink that keeps its own offsets knows. */
final class Offsets {
    private Offsets() {}

    /** Where a record stands in the source log. */
    static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    /** For each source partition of the records, the offset after its last one. */
    static Map<TopicPartition, OffsetAndMetadata> after(Collection<SinkRecord> records) {
        Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
        for (SinkRecord record : records) {
            after.put(partition(record), new OffsetAndMetadata(record.originalKafkaOffset() + 1));
        }
        return after;
    }
}
