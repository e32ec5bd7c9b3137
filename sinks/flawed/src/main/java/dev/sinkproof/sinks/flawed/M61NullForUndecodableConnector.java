package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** To Connect the conversion has succeeded, so neither its error tolerance nor its dead letter queue ever hears of the record. */
@Flaw(
        id = "M61",
        defect = "a record that its converter cannot decode becomes null, and what is null is filtered out",
        reportedIn = "snowflakedb/snowflake-kafka-connector#86",
        trigger = "a poison record",
        anomalies = {"LOST", "SILENT"},
        scenario = "poison-stops-the-task",
        settings = {
            "value.converter=dev.sinkproof.sinks.flawed.M61NullForUndecodableConnector$Converter",
            "value.converter.schemas.enable=true"
        })
public final class M61NullForUndecodableConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M61NullForUndecodableConnector() {
        super(Task.class);
    }

    /** The converter that the connector brings with it. */
    public static final class Converter extends JsonConverter {

        /** For Connect, which creates converters by reflection. */
        public Converter() {}

        /** The defect's first half: no error where there is one. */
        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            try {
                return super.toConnectData(topic, value);
            } catch (DataException undecodable) {
                return SchemaAndValue.NULL;
            }
        }
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect's second half: what has no value is passed over. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream().filter(record -> record.value() != null).toList());
        }
    }
}
