package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sinkproof.evidence.MicroTimestamp;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Canonical values as JSON, without loss: integers, text, booleans and null as they are; a {@link Double} as a number with a
 * point; the others as an object whose one field tells the type: {@code {"d":"1.2000"}} decimal, {@code {"t":17}}
 * timestamp in microseconds, {@code {"b":"AAE="}} bytes in Base64, {@code {"n":"NaN"}} a double that is no number.
 */
final class Values {
    private static final String DECIMAL = "d";
    private static final String TIMESTAMP = "t";
    private static final String BYTES = "b";
    private static final String NO_NUMBER = "n";

    private Values() {}

    /** @throws IllegalArgumentException when the value is not canonical */
    static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            writeDouble(json, number);
        } else {
            writeTagged(json, value);
        }
    }

    private static void writeDouble(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeStartObject();
            json.writeStringField(NO_NUMBER, Double.toString(number));
            json.writeEndObject();
        }
    }

    private static void writeTagged(JsonGenerator json, Object value) throws IOException {
        json.writeStartObject();
        if (value instanceof BigDecimal decimal) {
            json.writeStringField(DECIMAL, decimal.toString());
        } else if (value instanceof MicroTimestamp time) {
            json.writeNumberField(TIMESTAMP, time.epochMicros());
        } else if (value instanceof byte[] bytes) {
            json.writeBinaryField(BYTES, bytes);
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " is no canonical value");
        }
        json.writeEndObject();
    }

    /** Reads the value at the parser's current token. */
    static Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_OBJECT -> readTagged(json);
            default -> throw new IllegalArgumentException("expected a value, but got " + json.currentToken());
        };
    }

    private static Object readTagged(JsonParser json) throws IOException {
        String tag = String.valueOf(json.nextFieldName());
        json.nextToken();
        Object value =
                switch (tag) {
                    case DECIMAL -> new BigDecimal(json.getText());
                    case TIMESTAMP -> new MicroTimestamp(json.getLongValue());
                    case BYTES -> json.getBinaryValue();
                    case NO_NUMBER -> Double.valueOf(json.getText());
                    default -> throw new IllegalArgumentException("expected a type, but got " + tag);
                };
        Json.next(json, JsonToken.END_OBJECT);
        return value;
    }
}
