package dev.sinkproof.simulation.source;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;

/**
 * Connect's own converter, asked once for each record of a log that is read thousands of times. What it gives is shared by all
 * runs, as it must not be changed anyway. Used by one thread.
 */
final class MemoConverter implements Converter {
    private final Converter converter;
    private final Map<byte[], SchemaAndValue> known = new IdentityHashMap<>();

    MemoConverter(Converter converter) {
        this.converter = converter;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        throw new IllegalStateException("is configured already");
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return converter.fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        if (value == null) {
            return converter.toConnectData(topic, null);
        }
        SchemaAndValue data = known.get(value);
        if (data == null) {
            data = converter.toConnectData(topic, value);
            known.put(value, data);
        }
        return data;
    }
}
