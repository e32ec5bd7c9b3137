package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The table is what the first record made it. The reference adds a column for a new field, or fails. */
@Flaw(
        id = "M59",
        defect = "fields that the table does not have are ignored",
        reportedIn = "ClickHouse/clickhouse-kafka-connect PR#687",
        trigger = "a new field in the records",
        anomalies = {"CORRUPTED"},
        scenario = "schema-field-added-mid-batch")
public final class M59UnknownFieldsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M59UnknownFieldsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final Map<String, Schema> tables = new HashMap<>();
        private final Map<Schema, Schema> schemas = new IdentityHashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: fields are left out. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(records.stream().map(this::known).toList());
        }

        private SinkRecord known(SinkRecord record) {
            if (!(record.value() instanceof Struct value)) {
                return record;
            }
            Schema table = tables.computeIfAbsent(record.topic(), topic -> value.schema());
            Schema known = schemas.computeIfAbsent(value.schema(), schema -> common(schema, table));
            Struct left = new Struct(known);
            known.fields().forEach(field -> left.put(field, value.getWithoutDefault(field.name())));
            return Fields.with(record, known, left);
        }

        private static Schema common(Schema schema, Schema table) {
            SchemaBuilder common = SchemaBuilder.struct();
            schema.fields().stream()
                    .filter(field -> table.field(field.name()) != null)
                    .forEach(field -> common.field(field.name(), field.schema()));
            return common.build();
        }
    }
}
