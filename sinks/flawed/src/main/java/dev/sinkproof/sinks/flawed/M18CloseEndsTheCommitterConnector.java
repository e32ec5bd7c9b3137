package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The task goes on taking records of the partitions that stay. Nothing is lost, for no offset is committed either; nothing is written. */
@Flaw(
        id = "M18",
        defect = "any close() ends the committer that all partitions share, and only open() starts it again",
        reportedIn = "apache/iceberg PR#12372",
        trigger = "a cooperative revocation after which no partition is opened",
        anomalies = {"STUCK"},
        scenario = "worker-joins-mid-batch",
        settings = {
            "consumer.override.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
        })
public final class M18CloseEndsTheCommitterConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M18CloseEndsTheCommitterConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final List<SinkRecord> waiting = new ArrayList<>();
        private boolean committing;

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        public void open(Collection<TopicPartition> partitions) {
            committing = true;
            super.open(partitions);
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (!committing) {
                waiting.addAll(records);
                return;
            }
            if (!waiting.isEmpty()) {
                super.put(waiting);
                waiting.clear();
            }
            super.put(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            return committing && waiting.isEmpty() ? super.preCommit(currentOffsets) : Map.of();
        }

        /** The defect: partitions that stay need the committer, too. */
        @Override
        public void close(Collection<TopicPartition> partitions) {
            committing = false;
            waiting.removeIf(record -> partitions.contains(Offsets.partition(record)));
            super.close(partitions);
        }
    }
}
