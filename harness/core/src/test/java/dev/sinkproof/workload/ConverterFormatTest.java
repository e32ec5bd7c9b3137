package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

class ConverterFormatTest {
    private static final ClassLoader LOADER = ConverterFormatTest.class.getClassLoader();
    private static final Workload WORKLOAD =
            new Workload(new WorkloadSpec(1, 2, 10, 5, 0, 0), "topic", WriteModel.APPEND);

    /** Says what it was asked, and how it was configured. */
    public static final class Telling implements Converter {
        private final Map<String, Object> settings = new HashMap<>();
        private boolean key;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            settings.putAll(configs);
            key = isKey;
        }

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            if (settings.containsKey("refuse")) {
                throw new DataException("not written", new IllegalStateException("the registry says no"));
            }
            return (topic + " " + key + " " + settings + " " + schema.name()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            throw new UnsupportedOperationException();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void connectsOwnConvertersReadJson() {
        Map<String, String> config = Map.of(
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter");

        assertThat(ConverterFormat.of(config, LOADER)).isSameAs(RecordFormat.JSON);
        assertThat(ConverterFormat.of(Map.of(), LOADER)).isSameAs(RecordFormat.JSON);
    }

    @Test
    void anotherConverterWritesWithTheSettingsThatItHasInConnect() {
        Map<String, String> config = Map.of(
                "value.converter", Telling.class.getName(),
                "value.converter.url", "there",
                "key.converter.url", "elsewhere",
                "url", "nowhere");
        try (RecordSerializer serializer = new RecordSerializer(WORKLOAD, ConverterFormat.of(config, LOADER));
                RecordSerializer json = new RecordSerializer(WORKLOAD)) {
            assertThat(text(serializer.value(0, 3))).isEqualTo("topic false {url=there} sinkproof.Value");
            assertThat(serializer.key(0, 3)).isEqualTo(json.key(0, 3));
        }
    }

    @Test
    void aConverterIsToldWhetherItIsForKeys() {
        Map<String, String> config = Map.of("key.converter", Telling.class.getName());
        try (RecordSerializer serializer = new RecordSerializer(WORKLOAD, ConverterFormat.of(config, LOADER))) {
            assertThat(text(serializer.key(0, 3))).isEqualTo("topic true {} sinkproof.Key");
        }
    }

    @Test
    void aConverterThatDoesNotWriteIsNamedWithItsReason() {
        Map<String, String> config =
                Map.of("value.converter", Telling.class.getName(), "value.converter.refuse", "yes");
        try (RecordSerializer serializer = new RecordSerializer(WORKLOAD, ConverterFormat.of(config, LOADER))) {
            assertThatThrownBy(() -> serializer.value(0, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("value.converter " + Telling.class.getName()
                            + " does not write the workload's records: not written: the registry says no");
        }
    }

    @Test
    void aConverterThatCannotBeMadeIsNamed() {
        RecordFormat format = ConverterFormat.of(Map.of("value.converter", "example.Missing"), LOADER);

        assertThatThrownBy(() -> format.open("topic"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("value.converter example.Missing cannot be used to write the workload")
                .hasMessageContaining("ClassNotFoundException");
    }
}
