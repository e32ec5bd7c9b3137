package dev.sinkproof.target.s3;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.workload.RecordIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * JSON texts one after another, or in one array, as rows. Where the value is wrapped (the converter's own envelope, or keys
 * and headers beside it), the row is the part that keeps the record's identity.
 */
final class JsonRows {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader()
            .forType(JsonNode.class);
    private static final int BYTES_SHOWN = 200;

    private final String key;

    JsonRows(String key) {
        this.key = key;
    }

    void read(InputStream content, Consumer<? super TargetRow> rows) throws IOException {
        try (JsonParser parser = JSON.createParser(content)) {
            MappingIterator<JsonNode> texts = JSON.readValues(parser);
            while (texts.hasNextValue()) {
                rows.accept(row(texts.nextValue()));
            }
        }
    }

    private TargetRow row(JsonNode text) throws IOException {
        if (!text.isObject()) {
            String shown = text.toString();
            throw new IOException("it holds a JSON text that is no object: "
                    + shown.substring(0, Math.min(shown.length(), BYTES_SHOWN)));
        }
        TargetRow whole = new TargetRow(key, fields(text));
        if (RecordIdentity.keptBy(whole)) {
            return whole;
        }
        for (JsonNode part : text) {
            TargetRow row = new TargetRow(key, part.isObject() ? fields(part) : Map.of());
            if (RecordIdentity.keptBy(row)) {
                return row;
            }
        }
        return whole;
    }

    private static Map<String, Object> fields(JsonNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), canonical(field.getValue())));
        return fields;
    }

    private static Object canonical(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> value.booleanValue();
            case STRING -> value.textValue();
            case NUMBER -> number(value);
            default -> value.toString();
        };
    }

    private static Object number(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? (Object) value.longValue() : new BigDecimal(value.bigIntegerValue());
        }
        return value.decimalValue();
    }
}
