package dev.sinkproof.sinks.s3;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Connect's values, which fit their schema, as Avro's. */
final class AvroValues {
    private AvroValues() {}

    static Object of(org.apache.avro.Schema avro, Schema schema, Object value) {
        if (value == null) {
            return null;
        }
        org.apache.avro.Schema type = schema.isOptional() ? avro.getTypes().get(1) : avro;
        return switch (schema.type()) {
            case INT8, INT16 -> ((Number) value).intValue();
            case INT32 -> int32(schema, value);
            case INT64 -> Timestamp.LOGICAL_NAME.equals(schema.name()) ? ((java.util.Date) value).getTime() : value;
            case FLOAT32, FLOAT64, BOOLEAN, STRING -> value;
            case BYTES -> bytes(schema, value);
            case ARRAY -> list(type, schema, (Collection<?>) value);
            case MAP -> map(type, schema, (Map<?, ?>) value);
            case STRUCT -> record(type, schema, (Struct) value);
        };
    }

    private static Object int32(Schema schema, Object value) {
        if (Date.LOGICAL_NAME.equals(schema.name())) {
            return Date.fromLogical(schema, (java.util.Date) value);
        }
        return Time.LOGICAL_NAME.equals(schema.name()) ? Time.fromLogical(schema, (java.util.Date) value) : value;
    }

    private static Object bytes(Schema schema, Object value) {
        if (value instanceof BigDecimal number) {
            return ByteBuffer.wrap(unscaled(schema, number));
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    private static byte[] unscaled(Schema schema, BigDecimal number) {
        if (number.scale() != scale(schema)) {
            throw new DataException(
                    "a decimal of scale " + number.scale() + " is not of its schema's scale " + scale(schema));
        }
        if (number.precision() > AvroSchemas.precision(schema)) {
            throw new DataException("a decimal of " + number.precision() + " digits has more than the "
                    + AvroSchemas.precision(schema) + " that formats avro and parquet declare");
        }
        return number.unscaledValue().toByteArray();
    }

    static int scale(Schema decimal) {
        String scale =
                decimal.parameters() == null ? null : decimal.parameters().get(Decimal.SCALE_FIELD);
        if (scale == null) {
            throw new DataException("a decimal's schema does not tell its scale");
        }
        return Integer.parseInt(scale);
    }

    private static List<Object> list(org.apache.avro.Schema avro, Schema schema, Collection<?> value) {
        List<Object> list = new ArrayList<>(value.size());
        value.forEach(element -> list.add(of(avro.getElementType(), schema.valueSchema(), element)));
        return list;
    }

    private static Map<Object, Object> map(org.apache.avro.Schema avro, Schema schema, Map<?, ?> value) {
        Map<Object, Object> map = new LinkedHashMap<>();
        value.forEach((key, element) -> map.put(key, of(avro.getValueType(), schema.valueSchema(), element)));
        return map;
    }

    private static GenericData.Record record(org.apache.avro.Schema avro, Schema schema, Struct value) {
        GenericData.Record record = new GenericData.Record(avro);
        for (Field field : schema.fields()) {
            org.apache.avro.Schema.Field target = avro.getField(field.name());
            record.put(target.pos(), of(target.schema(), field.schema(), value.get(field)));
        }
        return record;
    }
}
