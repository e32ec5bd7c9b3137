package dev.sinkproof.jmh;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;

/**
 * Records of one partition, round after round, at offsets that only grow. A round has each key once, so no {@value #ROUND}
 * successive records share a key.
 *
 * <p>Either those of a workload ({@value #WORKLOAD}), with columns of all types, or of a key and a text of so many characters.
 *
 * <p>Keys and values are computed once; what is new in each record is the record itself with its offset.
 */
final class RecordFeed {
    static final String TOPIC = "orders";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    /** Records of a round; a multiple of every batch size. */
    static final int ROUND = 20_000;

    /** Which records: those of the harness's workload. Anything else is the number of characters of the only column beside the key. */
    static final String WORKLOAD = "workload";

    private static final long SEED = 1;
    /** Different texts; all of them together must fit into memory, also the longest. */
    private static final int TEXTS = 64;
    /** 2023-11-14T22:13:20Z in milliseconds since the epoch. */
    private static final long TIMESTAMP_MILLIS = 1_700_000_000_000L;

    private final List<SchemaAndValue> keys = new ArrayList<>(ROUND);
    private final List<SchemaAndValue> values = new ArrayList<>(ROUND);
    /** Of a record's value as a line of JSON, by its place in the round. */
    private final int[] sizes = new int[ROUND];

    private long nextOffset;

    RecordFeed() {
        this(WORKLOAD);
    }

    /** @param records {@value #WORKLOAD}, or the number of characters of each record's text */
    RecordFeed(String records) {
        if (records.equals(WORKLOAD)) {
            ofWorkload();
        } else {
            ofTexts(Integer.parseInt(records));
        }
        measure();
    }

    private void ofWorkload() {
        WorkloadSpec spec = new WorkloadSpec(SEED, 1, ROUND, ROUND, 0, 0);
        Workload workload = new Workload(spec, TOPIC, WriteModel.UPSERT);
        for (int ordinal = 0; ordinal < ROUND; ordinal++) {
            keys.add(workload.key(PARTITION.partition(), ordinal));
            values.add(workload.value(PARTITION.partition(), ordinal));
        }
    }

    private void ofTexts(int length) {
        Schema keySchema = SchemaBuilder.struct()
                .field(RecordIdentity.KEY_COLUMN, Schema.INT64_SCHEMA)
                .build();
        Schema valueSchema = SchemaBuilder.struct()
                .field(RecordIdentity.KEY_COLUMN, Schema.INT64_SCHEMA)
                .field("text", Schema.STRING_SCHEMA)
                .build();
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts =
                Stream.generate(() -> text(random, length)).limit(TEXTS).toList();
        for (long id = 0; id < ROUND; id++) {
            Struct key = new Struct(keySchema).put(RecordIdentity.KEY_COLUMN, id);
            Struct value = new Struct(valueSchema)
                    .put(RecordIdentity.KEY_COLUMN, id)
                    .put("text", texts.get((int) (id % TEXTS)));
            keys.add(new SchemaAndValue(keySchema, key));
            values.add(new SchemaAndValue(valueSchema, value));
        }
    }

    /** Letters and digits: random, so that nothing makes them smaller than six bits each. */
    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX));
        }
        return text.substring(0, length);
    }

    private void measure() {
        try (JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "false", "converter.type", "value"));
            for (int place = 0; place < ROUND; place++) {
                SchemaAndValue value = values.get(place);
                sizes[place] = json.fromConnectData(TOPIC, value.schema(), value.value()).length;
            }
        }
    }

    /** Bytes of the values of records, as lines of JSON without their schema. */
    long bytes(long firstOffset, int count) {
        long bytes = 0;
        for (long offset = firstOffset; offset < firstOffset + count; offset++) {
            bytes += sizes[(int) (offset % ROUND)];
        }
        return bytes;
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
