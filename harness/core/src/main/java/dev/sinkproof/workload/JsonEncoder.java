package dev.sinkproof.workload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * What Connect's own {@link JsonConverter} writes with schemas enabled, byte for byte. The schema is the larger part of each record and always
 * the same, so it is written once and copied.
 */
final class JsonEncoder implements DataEncoder {
    private static final byte[] END = {'}'};

    private final String topic;
    private final JsonConverter withSchema = converter(true);
    private final JsonConverter payloadOnly = converter(false);
    private final IdentityHashMap<Schema, byte[]> envelopeStarts = new IdentityHashMap<>();

    JsonEncoder(String topic) {
        this.topic = topic;
    }

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas, "converter.type", "value"));
        return converter;
    }

    @Override
    public byte[] encode(SchemaAndValue data) {
        byte[] payload = payloadOnly.fromConnectData(topic, data.schema(), data.value());
        byte[] start = envelopeStarts.computeIfAbsent(data.schema(), schema -> envelopeStart(data, payload));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(start.length + payload.length + END.length);
        bytes.writeBytes(start);
        bytes.writeBytes(payload);
        bytes.writeBytes(END);
        return bytes.toByteArray();
    }

    private byte[] envelopeStart(SchemaAndValue data, byte[] payload) {
        byte[] whole = withSchema.fromConnectData(topic, data.schema(), data.value());
        int startLength = whole.length - payload.length - END.length;
        if (startLength < 0 || !Arrays.equals(whole, startLength, whole.length - 1, payload, 0, payload.length)) {
            throw new IllegalStateException(
                    "the JSON converter no longer ends its envelope with the payload: " + text(whole));
        }
        return Arrays.copyOf(whole, startLength);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        withSchema.close();
        payloadOnly.close();
    }
}
