package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** The key stays in the target for ever, and nothing says so. */
@Flaw(
        id = "M68",
        defect = "a tombstone is skipped, and its offset committed",
        reportedIn = "confluentinc/kafka-connect-jdbc#1508",
        trigger = "a delete",
        anomalies = {"RESURRECTED"},
        scenario = "deletes-and-tombstones",
        mode = "idempotent")
public final class M68SkippedTombstoneConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M68SkippedTombstoneConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the filter. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream().filter(record -> record.value() != null).toList());
        }
    }
}
