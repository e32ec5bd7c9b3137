package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A commit then takes as long as all of them together, which may be longer than the group waits for a member. */
@Flaw(
        id = "M55",
        defect = "preCommit() writes one record for each key, one after the other",
        reportedIn = "Aiven-Open/s3-connector-for-apache-kafka#320",
        trigger = "many keys and a slow target",
        anomalies = {"STUCK", "SLOW"},
        scenario = "slow-target/every-request",
        settings = {"write.mode=upsert", "delete.enabled=true", "sinkproof.contract.write-model=upsert-delete"})
public final class M55OnePutPerKeyConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M55OnePutPerKeyConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Map<Object, SinkRecord> last = new LinkedHashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        public void put(Collection<SinkRecord> records) {
            records.forEach(record -> last.put(record.key(), record));
        }

        /** The defect: as many round trips as there are keys. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            List<SinkRecord> versions = List.copyOf(last.values());
            last.clear();
            versions.forEach(version -> super.put(List.of(version)));
            return currentOffsets;
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            last.clear();
            super.close(partitions);
        }
    }
}
