package dev.sinkproof.workload;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Every record of a workload, computed from the seed, the partition and the ordinal. Nothing is kept, so a record of any
 * size of workload can be computed again at any time, in any order.
 *
 * <p>A partition's keys come in rounds: in each round every key occurs once, in an order that the seed decides. The version of
 * a key is its round, so the previous and the next record of a key are one computation away.
 *
 * <p>The topic's name is not part of the computation: it differs from run to run, and the same seed must give the same records.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class Workload {
    /** Keys of a partition start at its number times this. */
    public static final long KEYS_OF_PARTITION = 1_000_000_000_000L;

    private static final Schema KEY_SCHEMA = SchemaBuilder.struct()
            .name("sinkproof.Key")
            .field(RecordIdentity.KEY_COLUMN, Schema.INT64_SCHEMA)
            .build();
    private static final Schema VALUE_SCHEMA = valueSchema();
    private static final String VERSION_COLUMN = "version";
    private static final Column[] COLUMNS = Column.values();
    private static final long SALT_OF_KEYS = 0x6B657973L;
    private static final long SALT_OF_TOMBSTONES = 0x746F6D62L;

    private final WorkloadSpec spec;
    private final String topic;
    private final WriteModel model;
    private final KeyPermutation permutation;

    public Workload(WorkloadSpec spec, String topic, WriteModel model) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.model = Objects.requireNonNull(model, "model");
        this.permutation = new KeyPermutation(spec.keysPerPartition());
    }

    public WorkloadSpec spec() {
        return spec;
    }

    public String topic() {
        return topic;
    }

    public WriteModel model() {
        return model;
    }

    /** Distinct keys in each partition, numbered from 0. */
    public int keys() {
        return spec.keysPerPartition();
    }

    /** Which of its partition's keys the record has, from 0. */
    public int keyOf(int partition, long ordinal) {
        return permutation.apply(secret(partition, roundOf(ordinal)), (int) (ordinal % keys()));
    }

    /** The id of a key over all partitions. */
    public long keyId(int partition, int key) {
        return partition * KEYS_OF_PARTITION + key;
    }

    /** Partition of the key with this id. */
    public static long partitionOfKeyId(long keyId) {
        return keyId / KEYS_OF_PARTITION;
    }

    /** Number of the key with this id within its partition. */
    public static long keyOfKeyId(long keyId) {
        return keyId % KEYS_OF_PARTITION;
    }

    /** Whether a key with this id belongs to the workload. */
    public boolean hasKey(long keyId) {
        return keyId >= 0 && partitionOfKeyId(keyId) < spec.partitions() && keyOfKeyId(keyId) < keys();
    }

    /** How often the record's key occurred before in its partition. */
    public long version(long ordinal) {
        return roundOf(ordinal);
    }

    /**
     * Whether the record deletes its key. The first record of a key never does: what a connector makes of a delete for
     * something it has never seen is a question of its own.
     */
    public boolean tombstone(int partition, long ordinal) {
        return model == WriteModel.UPSERT_DELETE
                && version(ordinal) > 0
                && Mix.below(100, Mix.mix(recordBits(partition, ordinal) ^ SALT_OF_TOMBSTONES))
                        < spec.tombstonePercent();
    }

    /** The record of the same key before this one, or -1 when this is the first. */
    public long previousOrdinal(int partition, long ordinal) {
        return ordinal < keys() ? -1 : ordinalOf(partition, roundOf(ordinal) - 1, keyOf(partition, ordinal));
    }

    /** The record of the same key after this one; there always is one, whether it is produced or not. */
    public long nextOrdinal(int partition, long ordinal) {
        return ordinalOf(partition, roundOf(ordinal) + 1, keyOf(partition, ordinal));
    }

    /** The last record of a key among the first {@code count} records of its partition, or -1 when it has none there. */
    public long lastOrdinalOfKey(int partition, int key, long count) {
        if (count <= 0) {
            return -1;
        }
        long round = roundOf(count - 1);
        long ordinal = ordinalOf(partition, round, key);
        if (ordinal < count) {
            return ordinal;
        }
        return round == 0 ? -1 : ordinalOf(partition, round - 1, key);
    }

    /** The record, with its fields in canonical values. */
    public ExpectedRecord record(int partition, long ordinal) {
        boolean tombstone = tombstone(partition, ordinal);
        long keyId = keyId(partition, keyOf(partition, ordinal));
        return new ExpectedRecord(
                partition,
                ordinal,
                keyId,
                version(ordinal),
                tombstone,
                tombstone ? Map.of() : fields(partition, ordinal, keyId));
    }

    /** The names of the value's columns, in order. */
    public static List<String> columns() {
        List<String> names = new ArrayList<>();
        VALUE_SCHEMA.fields().forEach(field -> names.add(field.name()));
        return List.copyOf(names);
    }

    /** The record's key as Connect holds it. */
    public SchemaAndValue key(int partition, long ordinal) {
        long keyId = keyId(partition, keyOf(partition, ordinal));
        return new SchemaAndValue(KEY_SCHEMA, new Struct(KEY_SCHEMA).put(RecordIdentity.KEY_COLUMN, keyId));
    }

    /** The record's value as Connect holds it; {@link SchemaAndValue#NULL} for a tombstone. */
    public SchemaAndValue value(int partition, long ordinal) {
        return tombstone(partition, ordinal)
                ? SchemaAndValue.NULL
                : new SchemaAndValue(VALUE_SCHEMA, struct(partition, ordinal));
    }

    private Struct struct(int partition, long ordinal) {
        Struct struct = new Struct(VALUE_SCHEMA)
                .put(RecordIdentity.KEY_COLUMN, keyId(partition, keyOf(partition, ordinal)))
                .put(RecordIdentity.PARTITION_COLUMN, partition)
                .put(RecordIdentity.ORDINAL_COLUMN, ordinal)
                .put(VERSION_COLUMN, version(ordinal));
        long bits = recordBits(partition, ordinal);
        for (Column column : COLUMNS) {
            struct.put(column.column(), column.connectValue(column.of(bits)));
        }
        return struct;
    }

    private Map<String, Object> fields(int partition, long ordinal, long keyId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(RecordIdentity.KEY_COLUMN, keyId);
        fields.put(RecordIdentity.PARTITION_COLUMN, (long) partition);
        fields.put(RecordIdentity.ORDINAL_COLUMN, ordinal);
        fields.put(VERSION_COLUMN, version(ordinal));
        long bits = recordBits(partition, ordinal);
        for (Column column : COLUMNS) {
            fields.put(column.column(), column.of(bits));
        }
        return fields;
    }

    private static Schema valueSchema() {
        SchemaBuilder builder = SchemaBuilder.struct()
                .name("sinkproof.Value")
                .field(RecordIdentity.KEY_COLUMN, Schema.INT64_SCHEMA)
                .field(RecordIdentity.PARTITION_COLUMN, Schema.INT32_SCHEMA)
                .field(RecordIdentity.ORDINAL_COLUMN, Schema.INT64_SCHEMA)
                .field(VERSION_COLUMN, Schema.INT64_SCHEMA);
        for (Column column : Column.values()) {
            builder.field(column.column(), column.schema());
        }
        return builder.build();
    }

    private long roundOf(long ordinal) {
        return ordinal / keys();
    }

    private long ordinalOf(int partition, long round, int key) {
        return round * keys() + permutation.invert(secret(partition, round), key);
    }

    private long secret(int partition, long round) {
        return Mix.mix(spec.seed() ^ SALT_OF_KEYS, partition, round);
    }

    private long recordBits(int partition, long ordinal) {
        return Mix.mix(spec.seed(), partition, ordinal);
    }
}
