package dev.sinkproof.simulation.connect;

import dev.sinkproof.simulation.point.Passages;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/** A converter that fails for a moment when that is planned, as one does whose schemas are elsewhere. */
final class ObservedConverter implements Converter {
    private final Converter converter;
    private final Passages passages;

    ObservedConverter(Converter converter, Passages passages) {
        this.converter = converter;
        this.passages = passages;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        converter.configure(configs, isKey);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return converter.fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        if (passages.conversionFails()) {
            throw new RetriableException("injected: the converter's schemas cannot be reached");
        }
        return converter.toConnectData(topic, value);
    }
}
