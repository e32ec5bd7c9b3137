package dev.sinkproof.simulation.target;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.workload.Workload;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record as a sink hands it to the target.
 *
 * @param key the first field of the record's key
 * @param value the fields; null for a tombstone
 * @param partition where it comes from
 * @param sourceOffset and at which offset
 */
public record Row(Object key, Struct value, TopicPartition partition, long sourceOffset) {
    private static final String MICRO_TIMESTAMP = "io.debezium.time.MicroTimestamp";

    public static Row of(SinkRecord record) {
        Struct key = (Struct) record.key();
        return new Row(
                key.get(key.schema().fields().get(0)),
                (Struct) record.value(),
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                record.originalKafkaOffset());
    }

    public static List<Row> of(List<SinkRecord> records) {
        return records.stream().map(Row::of).toList();
    }

    public boolean tombstone() {
        return value == null;
    }

    /** Whether it holds a text that the target cannot hold. */
    boolean refused() {
        return value != null && value.get(Workload.TEXT_COLUMN) instanceof String text && text.indexOf('\0') >= 0;
    }

    TargetRow keyOnly(String container) {
        return new TargetRow(container, Map.of("id", key));
    }

    /** With values in the forms in which readers of targets give them. */
    TargetRow toTargetRow(String container) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : value.schema().fields()) {
            fields.put(field.name(), canonical(field, value.get(field)));
        }
        return new TargetRow(container, fields);
    }

    private static Object canonical(Field field, Object connect) {
        if (MICRO_TIMESTAMP.equals(field.schema().name())) {
            return connect == null ? null : new MicroTimestamp((Long) connect);
        }
        if (connect instanceof Float number) {
            return number.doubleValue();
        }
        if (connect instanceof Integer || connect instanceof Short || connect instanceof Byte) {
            return ((Number) connect).longValue();
        }
        return connect instanceof ByteBuffer buffer ? bytes(buffer) : connect;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
