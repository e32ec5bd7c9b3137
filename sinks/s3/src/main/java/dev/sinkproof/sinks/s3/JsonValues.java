package dev.sinkproof.sinks.s3;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;

/**
 * Connect's values as JSON, without loss: decimals as numbers with all their digits, bytes in Base64, dates and times in ISO 8601,
 * everything else that is built on a base type as that type.
 */
final class JsonValues {
    private JsonValues() {}

    /**
     * Writes a value.
     *
     * @param schema null when the value has none
     * @throws DataException when JSON cannot hold it, or it does not fit its schema
     */
    static void write(JsonGenerator json, Schema schema, Object value) throws IOException {
        if (schema != null) {
            ConnectSchema.validateValue(schema, value);
        }
        any(json, schema, value);
    }

    private static void any(JsonGenerator json, Schema schema, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Struct struct) {
            struct(json, struct);
        } else if (value instanceof Map<?, ?> map) {
            map(json, schema, map);
        } else if (value instanceof Collection<?> list) {
            list(json, schema, list);
        } else {
            scalar(json, schema, value);
        }
    }

    private static void struct(JsonGenerator json, Struct struct) throws IOException {
        json.writeStartObject();
        for (Field field : struct.schema().fields()) {
            json.writeFieldName(field.name());
            any(json, field.schema(), struct.get(field));
        }
        json.writeEndObject();
    }

    private static void map(JsonGenerator json, Schema schema, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String || entry.getKey() instanceof Number)) {
                throw new DataException("a JSON object has names that are texts, but a map has the key "
                        + (entry.getKey() == null
                                ? "null"
                                : "of " + entry.getKey().getClass()));
            }
            json.writeFieldName(entry.getKey().toString());
            any(json, schema == null ? null : schema.valueSchema(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, Schema schema, Collection<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            any(json, schema == null ? null : schema.valueSchema(), element);
        }
        json.writeEndArray();
    }

    private static void scalar(JsonGenerator json, Schema schema, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof BigDecimal number) {
            // Digits, not an exponent: some readers take one as a double at once.
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Double || value instanceof Float) {
            real(json, (Number) value);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof java.util.Date time) {
            json.writeString(iso(schema, time));
        } else {
            bytes(json, value);
        }
    }

    private static void real(JsonGenerator json, Number number) throws IOException {
        if (!Double.isFinite(number.doubleValue())) {
            throw new DataException("JSON has no number for " + number);
        }
        if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else {
            json.writeNumber(number.doubleValue());
        }
    }

    private static void bytes(JsonGenerator json, Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            json.writeString(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            json.writeString(Base64.getEncoder().encodeToString(Bytes.of(buffer)));
        } else {
            throw new DataException("JSON has no form for a value of " + value.getClass());
        }
    }

    private static String iso(Schema schema, java.util.Date time) {
        Instant instant = Instant.ofEpochMilli(time.getTime());
        String name = schema == null ? null : schema.name();
        if (Date.LOGICAL_NAME.equals(name)) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        return Time.LOGICAL_NAME.equals(name)
                ? instant.atOffset(ZoneOffset.UTC).toLocalTime().toString()
                : instant.toString();
    }
}
