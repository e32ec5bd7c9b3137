package dev.sinkproof.target.s3;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/** Avro records, which Parquet's are read as too, as rows. */
final class AvroRows {
    private static final long MICROS_OF_MILLI = 1000;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private final String key;

    AvroRows(String key) {
        this.key = key;
    }

    TargetRow row(Schema schema, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof GenericRecord record) {
            for (Schema.Field field : record.getSchema().getFields()) {
                fields.put(field.name(), canonical(field.schema(), record.get(field.pos())));
            }
        } else {
            fields.put("value", canonical(schema, value));
        }
        return new TargetRow(key, fields);
    }

    private static Object canonical(Schema schema, Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        Schema bare = bare(schema);
        if (value instanceof Integer || value instanceof Long) {
            return whole(bare, ((Number) value).longValue());
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes(bare, bytes);
        }
        if (value instanceof GenericFixed fixed) {
            return bytes(bare, fixed.bytes());
        }
        return value.toString();
    }

    /** The one branch of a union that is not null; a union of several says nothing about its values. */
    private static Schema bare(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(schema);
    }

    private static Object whole(Schema schema, long number) {
        Object logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.TimestampMicros || logical instanceof LogicalTypes.LocalTimestampMicros) {
            return new MicroTimestamp(number);
        }
        if (logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.LocalTimestampMillis) {
            return new MicroTimestamp(number * MICROS_OF_MILLI);
        }
        if (logical instanceof LogicalTypes.Date) {
            return LocalDate.ofEpochDay(number).toString();
        }
        return logical instanceof LogicalTypes.TimeMillis
                ? LocalTime.ofNanoOfDay(number * NANOS_OF_MILLI).toString()
                : (Object) number;
    }

    private static Object bytes(Schema schema, byte[] bytes) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
                : bytes;
    }
}
