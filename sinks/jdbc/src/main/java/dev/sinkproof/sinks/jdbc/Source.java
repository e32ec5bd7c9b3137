package dev.sinkproof.sinks.jdbc;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record stands in the source log: before transforms, which may have changed its topic. Offsets are committed and
 * guarded by this, never by the topic after transforms.
 */
final class Source {
    private Source() {}

    static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    static long offset(SinkRecord record) {
        return record.originalKafkaOffset();
    }

    static boolean samePartition(SinkRecord one, SinkRecord other) {
        return one.originalKafkaPartition().equals(other.originalKafkaPartition())
                && one.originalTopic().equals(other.originalTopic());
    }

    /** {@code topic-partition@offset}. */
    static String describe(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + offset(record);
    }
}
