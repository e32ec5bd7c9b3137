package dev.sinkproof.workload;

import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * A workload's keys and values as bytes, in a format.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RecordSerializer implements AutoCloseable {
    private final Workload workload;
    private final RecordFormat.Encoders encoders;

    /** In {@link RecordFormat#JSON}. */
    public RecordSerializer(Workload workload) {
        this(workload, RecordFormat.JSON);
    }

    /** @param format is asked for encoders, which are closed with this */
    public RecordSerializer(Workload workload, RecordFormat format) {
        this.workload = workload;
        this.encoders = format.open(workload.topic());
    }

    /** The key's bytes, or null for a record without a key. */
    public byte[] key(int partition, long ordinal) {
        if (workload.withoutKey(partition, ordinal)) {
            return null;
        }
        byte[] poison = workload.poisonKey(partition, ordinal);
        return poison == null ? encoders.keys().encode(workload.key(partition, ordinal)) : poison;
    }

    /** The value's bytes, or null for a tombstone. */
    public byte[] value(int partition, long ordinal) {
        byte[] poison = workload.poisonValue(partition, ordinal);
        if (poison != null) {
            return poison;
        }
        SchemaAndValue value = workload.value(partition, ordinal);
        return value.value() == null ? null : encoders.values().encode(value);
    }

    @Override
    public void close() {
        encoders.close();
    }
}
