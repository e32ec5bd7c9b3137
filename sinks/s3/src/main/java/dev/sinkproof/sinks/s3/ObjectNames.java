package dev.sinkproof.sinks.s3;

import java.util.Locale;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Names of objects: topics.dir, topic, folder, then topic, partition and offset of the first record; and, where a replay must not
 * meet what is there, something that no other object has.
 *
 * <p>A seam for variants that differ in exactly one thing.
 */
public class ObjectNames {
    private final S3SinkConfig config;

    public ObjectNames(S3SinkConfig config) {
        this.config = config;
    }

    /**
     * The name of the object that begins with this record.
     *
     * @param folder what the partitioner says
     * @param attempt differs each time an object is made
     */
    protected String key(String folder, SinkRecord first, String attempt) {
        String unique = config.deliveryMode() == DeliveryMode.AT_LEAST_ONCE ? "+" + attempt : "";
        return config.topicsDir() + "/" + first.topic() + "/" + folder + "/" + owned(Source.partition(first))
                + String.format(Locale.ROOT, "%020d", Source.offset(first)) + unique + config.extension();
    }

    /** What the last part of a name begins with when the object belongs to this partition. */
    private static String owned(TopicPartition partition) {
        return partition.topic() + "+" + partition.partition() + "+";
    }

    /** Whether an object of this name is, or was to become, one of this partition. */
    final boolean belongsTo(String key, TopicPartition partition) {
        return key.substring(key.lastIndexOf('/') + 1).startsWith(owned(partition));
    }
}
