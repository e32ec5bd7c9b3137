package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Connect ignores them while the partition is elsewhere. When it is back, the old offset takes the group back behind what others have written. */
@Flaw(
        id = "M19",
        defect = "preCommit() still returns offsets of partitions that were revoked earlier",
        reportedIn = "debezium/debezium-connector-jdbc PR#80",
        trigger = "a partition leaves and comes back",
        anomalies = {"OFFSET_REGRESSED"},
        scenario = "partitions-leave-and-return")
public final class M19RevokedOffsetsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M19RevokedOffsetsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records);
            written.putAll(Offsets.after(records));
        }

        /** The defect: close() takes nothing out of these. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            return Map.copyOf(written);
        }
    }
}
