package dev.sinkproof.sinks.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Connect's schemas as Avro's. One instance for one schema, because Avro's names must differ within a schema. */
final class AvroSchemas {
    static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";
    /** Connect's parameter for it; decimals that do not name one get the most that other systems take. */
    private static final String PRECISION = "connect.decimal.precision";

    private static final int PRECISION_MOST = 38;

    private final Map<String, Schema> named = new HashMap<>();
    private int anonymous;

    /** @throws DataException when Avro cannot hold values of the schema; names the field */
    Schema of(org.apache.kafka.connect.data.Schema schema) {
        return of(schema, "value");
    }

    private Schema of(org.apache.kafka.connect.data.Schema schema, String path) {
        try {
            Schema bare = bare(schema, path);
            return schema.isOptional() ? Schema.createUnion(Schema.create(Schema.Type.NULL), bare) : bare;
        } catch (AvroRuntimeException e) {
            throw new DataException("formats avro and parquet cannot hold " + path + ": " + e.getMessage(), e);
        }
    }

    private Schema bare(org.apache.kafka.connect.data.Schema schema, String path) {
        return switch (schema.type()) {
            case INT8, INT16 -> Schema.create(Schema.Type.INT);
            case INT32 -> int32(schema);
            case INT64 -> int64(schema);
            case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> bytes(schema);
            case ARRAY -> Schema.createArray(of(schema.valueSchema(), path + "[]"));
            case MAP -> map(schema, path);
            case STRUCT -> record(schema, path);
        };
    }

    private static Schema int32(org.apache.kafka.connect.data.Schema schema) {
        Schema avro = Schema.create(Schema.Type.INT);
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return LogicalTypes.date().addToSchema(avro);
        }
        return Time.LOGICAL_NAME.equals(schema.name())
                ? LogicalTypes.timeMillis().addToSchema(avro)
                : avro;
    }

    private static Schema int64(org.apache.kafka.connect.data.Schema schema) {
        Schema avro = Schema.create(Schema.Type.LONG);
        if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
            return LogicalTypes.timestampMillis().addToSchema(avro);
        }
        return MICRO_TIMESTAMP.equals(schema.name())
                ? LogicalTypes.timestampMicros().addToSchema(avro)
                : avro;
    }

    private static Schema bytes(org.apache.kafka.connect.data.Schema schema) {
        Schema avro = Schema.create(Schema.Type.BYTES);
        return Decimal.LOGICAL_NAME.equals(schema.name())
                ? LogicalTypes.decimal(precision(schema), AvroValues.scale(schema))
                        .addToSchema(avro)
                : avro;
    }

    static int precision(org.apache.kafka.connect.data.Schema decimal) {
        String asked = decimal.parameters().get(PRECISION);
        return asked == null ? PRECISION_MOST : Integer.parseInt(asked);
    }

    private Schema map(org.apache.kafka.connect.data.Schema schema, String path) {
        if (schema.keySchema().type() != org.apache.kafka.connect.data.Schema.Type.STRING
                || schema.keySchema().isOptional()) {
            throw new DataException(
                    "formats avro and parquet cannot hold " + path + ": a map's keys must be texts, but they are "
                            + schema.keySchema().type());
        }
        return Schema.createMap(of(schema.valueSchema(), path + "{}"));
    }

    private Schema record(org.apache.kafka.connect.data.Schema schema, String path) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            Schema type = of(field.schema(), path + "." + field.name());
            fields.add(
                    field.schema().isOptional()
                            ? new Schema.Field(field.name(), type, null, JsonProperties.NULL_VALUE)
                            : new Schema.Field(field.name(), type));
        }
        Schema record = Schema.createRecord(name(schema), null, null, false, fields);
        Schema known = named.putIfAbsent(record.getFullName(), record);
        if (known != null && !known.equals(record)) {
            return Schema.createRecord(freshName(), null, null, false, copies(fields));
        }
        return record;
    }

    private static List<Schema.Field> copies(List<Schema.Field> fields) {
        return fields.stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
    }

    private String name(org.apache.kafka.connect.data.Schema schema) {
        return schema.name() == null ? freshName() : schema.name();
    }

    private String freshName() {
        anonymous++;
        return "Record" + anonymous;
    }
}
