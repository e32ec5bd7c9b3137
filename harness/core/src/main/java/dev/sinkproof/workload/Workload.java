package dev.sinkproof.workload;

import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
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
    /** Column that records have from a {@link IrregularityKind#NEW_FIELD} on. */
    public static final String NEW_COLUMN = "c_new";

    /** Column that records have from a {@link IrregularityKind#REQUIRED_FIELD} on. */
    public static final String REQUIRED_COLUMN = "c_required";

    /** Column with what the target refuses in a {@link IrregularityKind#NUL_TEXT}. */
    public static final String TEXT_COLUMN = Column.C_TEXT.column();

    /** Column of whole numbers that holds text in a {@link IrregularityKind#WRONG_TYPE}. */
    public static final String NUMBER_COLUMN = Column.C_INT64.column();

    /** What makes a schema other than that of most records. */
    private static final List<IrregularityKind> OF_THE_SCHEMA = List.of(
            IrregularityKind.WRONG_TYPE,
            IrregularityKind.NEW_FIELD,
            IrregularityKind.MISSING_FIELD,
            IrregularityKind.REQUIRED_FIELD,
            IrregularityKind.REMOVED_FIELD);

    /** The field that is of another type, or missing. */
    private static final Column CHANGED = Column.C_INT64;

    /** The optional field that is gone. */
    private static final Column REMOVED = Column.C_NULLABLE;

    /** By the set of its kinds, a bit for each in the order of {@link #OF_THE_SCHEMA}. */
    private static final List<Schema> VALUE_SCHEMAS = IntStream.range(0, 1 << OF_THE_SCHEMA.size())
            .mapToObj(Workload::valueSchema)
            .toList();

    private static final String NO_NUMBER = "not a number";
    private static final String VERSION_COLUMN = "version";
    private static final Column[] COLUMNS = Column.values();
    private static final long SALT_OF_KEYS = 0x6B657973L;
    private static final long SALT_OF_NEW_FIELD = 0x6E6577L;
    private static final long SALT_OF_REQUIRED_FIELD = 0x726571L;
    private static final long SALT_OF_TOMBSTONES = 0x746F6D62L;

    private final WorkloadSpec spec;
    private final String topic;
    private final WriteModel model;
    private final KeyPermutation permutation;
    private final Irregularities irregularities;

    public Workload(WorkloadSpec spec, String topic, WriteModel model) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.topic = Objects.requireNonNull(topic, "topic");
        this.model = Objects.requireNonNull(model, "model");
        this.permutation = new KeyPermutation(spec.keysPerPartition());
        this.irregularities = new Irregularities(spec.irregularities(), model);
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
        return irregularities.has(IrregularityKind.TOMBSTONE, partition, ordinal)
                || tombstoneByChance(partition, ordinal);
    }

    private boolean tombstoneByChance(int partition, long ordinal) {
        return model == WriteModel.UPSERT_DELETE
                && version(ordinal) > 0
                && Mix.below(100, Mix.mix(recordBits(partition, ordinal) ^ SALT_OF_TOMBSTONES))
                        < spec.tombstonePercent();
    }

    /** Whether some record is not like the others. */
    public boolean irregular() {
        return !irregularities.none();
    }

    /** What is irregular about a record; empty for most. */
    public List<Irregularity> irregularitiesAt(int partition, long ordinal) {
        return irregularities.at(partition, ordinal);
    }

    /**
     * Whether the record can take effect in a target: false for one that cannot be converted or written, whatever the subject. What its key
     * had before stays.
     */
    public boolean hasRow(int partition, long ordinal) {
        return irregularities.none() || !irregularities.withoutRow(partition, ordinal);
    }

    /**
     * Whether a record that need have no row may have one all the same, because its target can hold it. Where rows are replaced by key it is not
     * known which one it would have to replace.
     */
    public boolean mayHaveRow(int partition, long ordinal) {
        return !model.keyed()
                && irregularities.at(partition, ordinal).stream()
                        .allMatch(one -> one.kind().someCanHold() || !one.kind().withoutRow(model));
    }

    /** Whether the target decides if the record can have a row: see {@link IrregularityKind#refusable}. */
    public boolean refusable(int partition, long ordinal) {
        return !irregularities.none()
                && irregularities.at(partition, ordinal).stream()
                        .anyMatch(one -> one.kind().refusable());
    }

    /** Whether a record without a row may be left out by any subject, because it holds nothing. */
    public boolean holdsNothing(int partition, long ordinal) {
        return irregularities.at(partition, ordinal).stream()
                .allMatch(one -> one.kind().holdsNothing() || !one.kind().withoutRow(model));
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

    /**
     * Whether fields are exactly those of a record, as {@link #record} has them: same names, same canonical types, same values. Costs a fraction of computing
     * the record. Of a record that is irregular or a tombstone it says no: where the answer is no, the record itself has to be looked at.
     *
     * @param fields may hold further columns
     */
    public boolean isExactly(int partition, long ordinal, Map<String, Object> fields) {
        if (!irregularities.none() && !irregularities.at(partition, ordinal).isEmpty()
                || tombstone(partition, ordinal)
                || !isNumber(fields, RecordIdentity.KEY_COLUMN, keyId(partition, keyOf(partition, ordinal)))
                || !isNumber(fields, RecordIdentity.PARTITION_COLUMN, partition)
                || !isNumber(fields, RecordIdentity.ORDINAL_COLUMN, ordinal)
                || !isNumber(fields, VERSION_COLUMN, version(ordinal))) {
            return false;
        }
        long bits = recordBits(partition, ordinal);
        for (Column column : COLUMNS) {
            if (!column.isOf(bits, fields.get(column.column()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(Map<String, Object> fields, String column, long expected) {
        return fields.get(column) instanceof Long number && number == expected;
    }

    /** The names of the value's columns, in order. */
    public static List<String> columns() {
        List<String> names = new ArrayList<>();
        VALUE_SCHEMAS.get(0).fields().forEach(field -> names.add(field.name()));
        return List.copyOf(names);
    }

    /** The record's key as Connect holds it. */
    public SchemaAndValue key(int partition, long ordinal) {
        long keyId = keyId(partition, keyOf(partition, ordinal));
        return new SchemaAndValue(KEY_SCHEMA, new Struct(KEY_SCHEMA).put(RecordIdentity.KEY_COLUMN, keyId));
    }

    /** The record's value as Connect holds it; {@link SchemaAndValue#NULL} for a tombstone. */
    public SchemaAndValue value(int partition, long ordinal) {
        if (tombstone(partition, ordinal)) {
            return SchemaAndValue.NULL;
        }
        Struct struct = struct(partition, ordinal);
        return new SchemaAndValue(struct.schema(), struct);
    }

    private Struct struct(int partition, long ordinal) {
        int kinds = schemaKinds(partition, ordinal);
        Struct struct = new Struct(VALUE_SCHEMAS.get(kinds))
                .put(RecordIdentity.KEY_COLUMN, keyId(partition, keyOf(partition, ordinal)))
                .put(RecordIdentity.PARTITION_COLUMN, partition)
                .put(RecordIdentity.ORDINAL_COLUMN, ordinal)
                .put(VERSION_COLUMN, version(ordinal));
        long bits = recordBits(partition, ordinal);
        for (Column column : COLUMNS) {
            if (has(column, kinds)) {
                boolean wrong = column == CHANGED && contains(kinds, IrregularityKind.WRONG_TYPE);
                struct.put(
                        column.column(),
                        wrong ? NO_NUMBER : column.connectValue(valueOf(column, partition, ordinal, bits)));
            }
        }
        if (contains(kinds, IrregularityKind.NEW_FIELD)) {
            struct.put(NEW_COLUMN, newValue(bits));
        }
        if (contains(kinds, IrregularityKind.REQUIRED_FIELD)) {
            struct.put(REQUIRED_COLUMN, requiredValue(bits));
        }
        return struct;
    }

    private int schemaKinds(int partition, long ordinal) {
        int kinds = 0;
        if (irregular()) {
            for (IrregularityKind kind : OF_THE_SCHEMA) {
                kinds |= irregularities.has(kind, partition, ordinal) ? bit(kind) : 0;
            }
        }
        return kinds;
    }

    private static boolean has(Column column, int kinds) {
        boolean missing = column == CHANGED && contains(kinds, IrregularityKind.MISSING_FIELD);
        boolean removed = column == REMOVED && contains(kinds, IrregularityKind.REMOVED_FIELD);
        return !missing && !removed;
    }

    private static boolean contains(int kinds, IrregularityKind kind) {
        return (kinds & bit(kind)) != 0;
    }

    private static int bit(IrregularityKind kind) {
        return 1 << OF_THE_SCHEMA.indexOf(kind);
    }

    private Map<String, Object> fields(int partition, long ordinal, long keyId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(RecordIdentity.KEY_COLUMN, keyId);
        fields.put(RecordIdentity.PARTITION_COLUMN, (long) partition);
        fields.put(RecordIdentity.ORDINAL_COLUMN, ordinal);
        fields.put(VERSION_COLUMN, version(ordinal));
        long bits = recordBits(partition, ordinal);
        for (Column column : COLUMNS) {
            fields.put(column.column(), valueOf(column, partition, ordinal, bits));
        }
        if (irregularities.has(IrregularityKind.MISSING_FIELD, partition, ordinal)) {
            fields.put(CHANGED.column(), null);
        }
        if (irregularities.has(IrregularityKind.REMOVED_FIELD, partition, ordinal)) {
            fields.put(REMOVED.column(), null);
        }
        if (irregularities.has(IrregularityKind.NEW_FIELD, partition, ordinal)) {
            fields.put(NEW_COLUMN, newValue(bits));
        }
        if (irregularities.has(IrregularityKind.REQUIRED_FIELD, partition, ordinal)) {
            fields.put(REQUIRED_COLUMN, requiredValue(bits));
        }
        return fields;
    }

    private Object valueOf(Column column, int partition, long ordinal, long bits) {
        if (column == Column.C_TEXT && irregularities.has(IrregularityKind.NUL_TEXT, partition, ordinal)) {
            return "before\0behind";
        }
        if (column == Column.C_INT64 && irregularities.has(IrregularityKind.WRONG_TYPE, partition, ordinal)) {
            return NO_NUMBER;
        }
        return column == Column.C_BYTES && irregular()
                ? irregularities
                        .find(IrregularityKind.OVERSIZE, partition, ordinal)
                        .<Object>map(large -> bytes(bits, (int) large.size()))
                        .orElseGet(() -> column.of(bits))
                : column.of(bits);
    }

    private static byte[] bytes(long bits, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (Mix.mix(bits, i >>> 3) >>> ((i & 7) * 8));
        }
        return bytes;
    }

    private static String newValue(long bits) {
        return Long.toString(Mix.mix(bits ^ SALT_OF_NEW_FIELD), Character.MAX_RADIX);
    }

    private static String requiredValue(long bits) {
        return Long.toString(Mix.mix(bits ^ SALT_OF_REQUIRED_FIELD), Character.MAX_RADIX);
    }

    /** The record's key as bytes that no converter reads; null where the key is a key. */
    byte[] poisonKey(int partition, long ordinal) {
        return irregularities.has(IrregularityKind.POISON_KEY, partition, ordinal) ? poison(partition, ordinal) : null;
    }

    /** The record's value as bytes that no converter reads; null where the value is a value. */
    byte[] poisonValue(int partition, long ordinal) {
        return irregularities.has(IrregularityKind.POISON_VALUE, partition, ordinal)
                ? poison(partition, ordinal)
                : null;
    }

    /** Neither text in UTF-8 nor JSON, and told apart from every other. */
    private byte[] poison(int partition, long ordinal) {
        return ByteBuffer.allocate(2 + Long.BYTES)
                .put((byte) 0xFF)
                .put((byte) 0xFE)
                .putLong(recordBits(partition, ordinal))
                .array();
    }

    boolean withoutKey(int partition, long ordinal) {
        return irregularities.has(IrregularityKind.NULL_KEY, partition, ordinal);
    }

    boolean withHeaders(int partition, long ordinal) {
        return irregularities.has(IrregularityKind.HEADERS, partition, ordinal);
    }

    /** How long before its production the record says it was made, in milliseconds. */
    long lateByMillis(int partition, long ordinal) {
        return irregularities
                .find(IrregularityKind.LATE, partition, ordinal)
                .map(Irregularity::size)
                .orElse(0L);
    }

    /** What its time stamp says, in milliseconds since the epoch; empty where that is the time of its production, or reckoned from it. */
    public OptionalLong timeMillis(int partition, long ordinal) {
        return irregularities
                .find(IrregularityKind.AT, partition, ordinal)
                .map(at -> OptionalLong.of(at.millisOf(ordinal)))
                .orElse(OptionalLong.empty());
    }

    private static Schema valueSchema(int kinds) {
        SchemaBuilder builder = SchemaBuilder.struct()
                .name("sinkproof.Value")
                .field(RecordIdentity.KEY_COLUMN, Schema.INT64_SCHEMA)
                .field(RecordIdentity.PARTITION_COLUMN, Schema.INT32_SCHEMA)
                .field(RecordIdentity.ORDINAL_COLUMN, Schema.INT64_SCHEMA)
                .field(VERSION_COLUMN, Schema.INT64_SCHEMA);
        for (Column column : Column.values()) {
            if (has(column, kinds)) {
                boolean wrong = column == CHANGED && contains(kinds, IrregularityKind.WRONG_TYPE);
                builder.field(column.column(), wrong ? Schema.STRING_SCHEMA : column.schema());
            }
        }
        if (contains(kinds, IrregularityKind.NEW_FIELD)) {
            builder.field(NEW_COLUMN, Schema.OPTIONAL_STRING_SCHEMA);
        }
        if (contains(kinds, IrregularityKind.REQUIRED_FIELD)) {
            builder.field(REQUIRED_COLUMN, Schema.STRING_SCHEMA);
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
