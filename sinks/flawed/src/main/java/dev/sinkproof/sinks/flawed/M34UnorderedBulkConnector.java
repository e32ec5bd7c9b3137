package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Any order, so also from the end to the beginning. */
@Flaw(
        id = "M34",
        defect = "a batch is an unordered bulk write: its parts are applied in any order",
        reportedIn = "hpgrahsl/kafka-connect-mongodb#98",
        trigger = "several versions of a key in a batch",
        anomalies = {"STALE", "RESURRECTED"},
        scenario = "hot-key",
        settings = {"write.mode=upsert", "delete.enabled=true", "sinkproof.contract.write-model=upsert-delete"})
public final class M34UnorderedBulkConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M34UnorderedBulkConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final int PART_RECORDS = 10;

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: an order that is not the records' own. */
        @Override
        public void put(Collection<SinkRecord> records) {
            List<SinkRecord> batch = List.copyOf(records);
            for (int end = batch.size(); end > 0; end -= PART_RECORDS) {
                super.put(batch.subList(Math.max(0, end - PART_RECORDS), end));
            }
        }
    }
}
