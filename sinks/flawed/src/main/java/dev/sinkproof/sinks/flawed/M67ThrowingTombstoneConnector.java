package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The task fails at the first one, and again after each restart. */
@Flaw(
        id = "M67",
        defect = "a tombstone throws",
        reportedIn = "redis-field-engineering/redis-kafka-connect PR#48",
        trigger = "a delete",
        anomalies = {"STUCK"},
        scenario = "deletes-and-tombstones",
        mode = "idempotent")
public final class M67ThrowingTombstoneConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M67ThrowingTombstoneConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the check. */
        @Override
        public void put(Collection<SinkRecord> records) {
            for (SinkRecord record : records) {
                if (record.value() == null) {
                    throw new ConnectException("record without a value at offset " + record.originalKafkaOffset());
                }
            }
            super.put(records);
        }
    }
}
