package dev.sinkproof.jmh;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.Workload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * The records of a workload of one partition, round after round, at offsets that only grow. A round has each key once, so
 * no {@value #ROUND} successive records share a key.
 *
 * <p>Keys and values are computed once; what is new in each record is the record itself with its offset.
 */
final class RecordFeed {
    static final String TOPIC = "orders";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    /** Records of a round; a multiple of every batch size. */
    static final int ROUND = 20_000;

    private static final long SEED = 1;
    /** 2023-11-14T22:13:20Z in milliseconds since the epoch. */
    private static final long TIMESTAMP_MILLIS = 1_700_000_000_000L;

    private final List<SchemaAndValue> keys = new ArrayList<>(ROUND);
    private final List<SchemaAndValue> values = new ArrayList<>(ROUND);
    private long nextOffset;

    RecordFeed() {
        WorkloadSpec spec = new WorkloadSpec(SEED, 1, ROUND, ROUND, 0, 0);
        Workload workload = new Workload(spec, TOPIC, WriteModel.UPSERT);
        for (int ordinal = 0; ordinal < ROUND; ordinal++) {
            keys.add(workload.key(PARTITION.partition(), ordinal));
            values.add(workload.value(PARTITION.partition(), ordinal));
        }
    }

    /** The offset that the next record will have. */
    long nextOffset() {
        return nextOffset;
    }

    /** The next records. */
    List<SinkRecord> next(int count) {
        List<SinkRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(record(nextOffset++));
        }
        return records;
    }

    /** The next records as a consumer has them; {@link #converter} finds keys and values again. */
    List<ConsumerRecord<byte[], byte[]>> nextRaw(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] place = ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) (nextOffset % ROUND))
                    .array();
            records.add(new ConsumerRecord<>(TOPIC, PARTITION.partition(), nextOffset++, place, place));
        }
        return records;
    }

    /** Costs next to nothing, so that what is around it shows. */
    Converter converter(boolean isKey) {
        return new Lookup(isKey ? keys : values);
    }

    private record Lookup(List<SchemaAndValue> of) implements Converter {
        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {}

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            throw new UnsupportedOperationException("sinks only read");
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] place) {
            return of.get(ByteBuffer.wrap(place).getInt());
        }
    }

    private SinkRecord record(long offset) {
        int place = (int) (offset % ROUND);
        SchemaAndValue key = keys.get(place);
        SchemaAndValue value = values.get(place);
        return new SinkRecord(
                TOPIC,
                PARTITION.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                offset,
                TIMESTAMP_MILLIS,
                TimestampType.CREATE_TIME);
    }
}
