package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class RecordSerializerTest {
    private final Workload workload =
            new Workload(new WorkloadSpec(5, 2, 300, 20, 20, 0), "topic", WriteModel.UPSERT_DELETE);

    @Test
    void writes_what_the_json_converter_writes_byte_for_byte() {
        try (RecordSerializer serializer = new RecordSerializer(workload);
                JsonConverter converter = converter("value")) {
            for (long ordinal = 0; ordinal < 300; ordinal++) {
                SchemaAndValue key = workload.key(1, ordinal);
                SchemaAndValue value = workload.value(1, ordinal);
                assertThat(serializer.key(1, ordinal))
                        .isEqualTo(converter.fromConnectData("topic", key.schema(), key.value()));
                assertThat(serializer.value(1, ordinal))
                        .isEqualTo(converter.fromConnectData("topic", value.schema(), value.value()));
            }
        }
    }

    @Test
    void a_worker_reads_back_what_was_written() {
        try (RecordSerializer serializer = new RecordSerializer(workload);
                JsonConverter converter = converter("value")) {
            for (long ordinal = 0; ordinal < 300; ordinal++) {
                if (workload.tombstone(0, ordinal)) {
                    assertThat(serializer.value(0, ordinal)).isNull();
                    continue;
                }
                Struct read = (Struct) converter
                        .toConnectData("topic", serializer.value(0, ordinal))
                        .value();
                Struct written = (Struct) workload.value(0, ordinal).value();
                written.schema().fields().forEach(field -> {
                    assertThat(bytesAsArray(read.get(field.name())))
                            .as(field.name())
                            .isEqualTo(written.get(field));
                });
            }
        }
    }

    private static Object bytesAsArray(Object value) {
        if (!(value instanceof ByteBuffer buffer)) {
            return value;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static JsonConverter converter(String type) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", true, "converter.type", type));
        return converter;
    }
}
