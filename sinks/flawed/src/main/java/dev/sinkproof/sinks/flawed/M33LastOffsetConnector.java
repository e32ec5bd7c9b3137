package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Kafka keeps the next offset to read. One too low, and each restart writes the last record of each partition again; even when all is written, one record is never committed. */
@Flaw(
        id = "M33",
        defect = "preCommit() returns the offset of the last record instead of the one after it",
        reportedIn = "Azure/kafka-sink-azure-kusto PR#33",
        trigger = "none for the lag; any restart for the duplicates",
        anomalies = {"STUCK", "DUPLICATED"},
        scenario = "baseline",
        settings = {"sinkproof.contract.guarantee=effectively-once"})
public final class M33LastOffsetConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M33LastOffsetConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: minus one. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
            super.preCommit(currentOffsets)
                    .forEach((partition, next) ->
                            last.put(partition, new OffsetAndMetadata(Math.max(0, next.offset() - 1))));
            return last;
        }
    }
}
