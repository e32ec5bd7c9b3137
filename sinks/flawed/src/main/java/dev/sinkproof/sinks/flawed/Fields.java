package dev.sinkproof.sinks.flawed;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes fields of records, which a sink should not do. */
final class Fields {
    private Fields() {}

    /** The records, with {@code change} applied to all of their values' fields that are of a logical type and not null. */
    static List<SinkRecord> changed(Collection<SinkRecord> records, String logicalType, UnaryOperator<Object> change) {
        return records.stream()
                .map(record -> changed(record, logicalType, change))
                .toList();
    }

    private static SinkRecord changed(SinkRecord record, String logicalType, UnaryOperator<Object> change) {
        if (!(record.value() instanceof Struct value)) {
            return record;
        }
        Struct changed = new Struct(value.schema());
        for (Field field : value.schema().fields()) {
            Object held = value.getWithoutDefault(field.name());
            boolean meant = held != null && logicalType.equals(field.schema().name());
            changed.put(field, meant ? change.apply(held) : held);
        }
        return with(record, value.schema(), changed);
    }

    /** The record with another value. */
    static SinkRecord with(SinkRecord record, Schema schema, Struct value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp());
    }
}
