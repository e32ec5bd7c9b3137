package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** A bulk interface with two calls tempts one to do so. A key that is inserted and then deleted in one batch is there afterwards. */
@Flaw(
        id = "M35",
        defect = "all deletes of a batch are applied first, then all upserts",
        reportedIn = "redis-field-engineering/redis-kafka-connect#47",
        trigger = "insert and then delete of one key in one batch",
        anomalies = {"RESURRECTED"},
        scenario = "deletes-and-tombstones",
        settings = {"write.mode=upsert", "delete.enabled=true", "sinkproof.contract.write-model=upsert-delete"})
public final class M35DeletesFirstConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M35DeletesFirstConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the order of the two calls is not that of the records. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream().filter(record -> record.value() == null).toList());
            super.put(records.stream().filter(record -> record.value() != null).toList());
        }
    }
}
