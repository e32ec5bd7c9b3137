package dev.sinkproof.sinks.s3;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record lies in Kafka, whatever transforms made of its topic. */
final class Source {
    private Source() {}

    static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    static long offset(SinkRecord record) {
        return record.originalKafkaOffset();
    }

    /** As people name it: {@code topic-partition@offset}. */
    static String describe(SinkRecord record) {
        return partition(record) + "@" + offset(record);
    }
}
