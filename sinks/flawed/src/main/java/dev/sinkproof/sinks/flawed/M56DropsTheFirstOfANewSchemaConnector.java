package dev.sinkproof.sinks.flawed;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** What comes before the change is written, the table is opened anew, and the record that asked for it has been forgotten meanwhile. */
@Flaw(
        id = "M56",
        defect =
                "the record that makes the table change is dropped when the buffer is written before the table is opened again",
        reportedIn = "snowflakedb/snowflake-kafka-connector PR#1092",
        trigger = "a new field in the middle of the stream",
        anomalies = {"LOST"},
        scenario = "schema-field-added-mid-batch")
public final class M56DropsTheFirstOfANewSchemaConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M56DropsTheFirstOfANewSchemaConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends BufferedTask {
        private final Map<String, Schema> schemas = new HashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: after a write the record is not added to the new buffer. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream()
                    .filter(record -> !(changesTable(record) && write()))
                    .toList());
        }

        private boolean changesTable(SinkRecord record) {
            Schema last = record.value() == null ? null : schemas.put(record.topic(), record.valueSchema());
            return last != null && !last.equals(record.valueSchema());
        }
    }
}
