package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Offsets rise; nobody promised that they rise by one. */
@Flaw(
        id = "M45",
        defect = "a record is accepted only if its offset is the last one plus one",
        reportedIn = "snowflakedb/snowflake-kafka-connector PR#767",
        trigger = "gaps in the offsets: transactions, compaction",
        anomalies = {"STUCK"},
        scenario = "aborted-transactions-and-gaps")
public final class M45NoGapsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M45NoGapsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the comparison. */
        @Override
        public void put(Collection<SinkRecord> records) {
            for (SinkRecord record : records) {
                OffsetAndMetadata expected = next.get(Offsets.partition(record));
                if (expected != null && record.originalKafkaOffset() > expected.offset()) {
                    throw new ConnectException("offset " + expected.offset() + " is missing");
                }
                next.putAll(Offsets.after(List.of(record)));
            }
            super.put(records);
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            next.keySet().removeAll(partitions);
            super.close(partitions);
        }
    }
}
