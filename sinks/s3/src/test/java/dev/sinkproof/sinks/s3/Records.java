package dev.sinkproof.sinks.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of the topic {@code orders}. */
public final class Records {
    public static final String TOPIC = "orders";

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema VALUE = SchemaBuilder.struct()
            .name("shop.Order")
            .field("offset", Schema.INT64_SCHEMA)
            .field("region", Schema.OPTIONAL_STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    private Records() {}

    public static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    /** A record that tells its offset. */
    public static SinkRecord at(int partition, long offset) {
        return at(partition, offset, offset, "eu", "n" + offset);
    }

    public static SinkRecord at(int partition, long offset, long timestamp, String region, String note) {
        Struct value =
                new Struct(VALUE).put("offset", offset).put("region", region).put("note", note);
        return of(partition, offset, timestamp, VALUE, value);
    }

    public static SinkRecord of(int partition, long offset, long timestamp, Schema schema, Object value) {
        return new SinkRecord(
                TOPIC,
                partition,
                KEY,
                new Struct(KEY).put("id", offset % 10),
                schema,
                value,
                offset,
                timestamp,
                TimestampType.CREATE_TIME);
    }

    /** Records from offset {@code from} up to, not including, {@code to}. */
    public static List<SinkRecord> range(int partition, long from, long to) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(at(partition, offset));
        }
        return records;
    }

    static long offsetIn(String line) {
        Matcher offset = OFFSET.matcher(line);
        if (!offset.find()) {
            throw new AssertionError("no offset in " + line);
        }
        return Long.parseLong(offset.group(1));
    }
}
