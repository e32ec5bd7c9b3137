package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Connect knows no such partition and ignores the offset: nothing is ever committed. */
@Flaw(
        id = "M46",
        defect = "preCommit() is keyed by the topic that the record has after transforms",
        reportedIn = "apache/doris-kafka-connector PR#68",
        trigger = "a transform that renames the topic",
        anomalies = {"STUCK"},
        scenario = "topic-renaming-transform")
public final class M46TransformedTopicConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M46TransformedTopicConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Map<String, String> names = new HashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records);
            records.forEach(record -> names.put(record.originalTopic(), record.topic()));
        }

        /** The defect: offsets are those of the source topic. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            Map<TopicPartition, OffsetAndMetadata> renamed = new HashMap<>();
            super.preCommit(currentOffsets)
                    .forEach((partition, next) -> renamed.put(
                            new TopicPartition(
                                    names.getOrDefault(partition.topic(), partition.topic()), partition.partition()),
                            next));
            return renamed;
        }
    }
}
