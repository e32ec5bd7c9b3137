package dev.sinkproof.sinks.jdbc;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of the topic {@code orders}: key {id}, value {id, version, note}. */
public final class Records {
    public static final String TOPIC = "orders";
    public static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    public static final Schema VALUE = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("version", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private Records() {}

    public static TopicPartition partition(int partition) {
        return new TopicPartition(TOPIC, partition);
    }

    /** A version of a key; the version is the offset. */
    public static SinkRecord version(int partition, long offset, long id) {
        return version(partition, offset, id, "v" + offset);
    }

    public static SinkRecord version(int partition, long offset, long id, String note) {
        Struct value = new Struct(VALUE).put("id", id).put("version", offset).put("note", note);
        return of(partition, offset, id, VALUE, value);
    }

    public static SinkRecord tombstone(int partition, long offset, long id) {
        return of(partition, offset, id, null, null);
    }

    public static SinkRecord of(int partition, long offset, long id, Schema schema, Struct value) {
        return of(partition, offset, KEY, new Struct(KEY).put("id", id), schema, value);
    }

    public static SinkRecord of(
            int partition, long offset, Schema keySchema, Object key, Schema valueSchema, Object value) {
        return new SinkRecord(
                TOPIC, partition, keySchema, key, valueSchema, value, offset, 0L, TimestampType.CREATE_TIME);
    }

    /** One record for each offset, each with a key of its own: the offset. */
    public static List<SinkRecord> range(int partition, long from, long until) {
        return LongStream.range(from, until)
                .mapToObj(offset -> version(partition, offset, offset))
                .toList();
    }
}
