package dev.sinkproof.sinks.s3;

import dev.sinkproof.environment.embedded.S3Server;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tasks as Connect would start them. */
public final class Tasks {
    private Tasks() {}

    public static Map<String, String> properties(String endpoint, String bucket, String... settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "orders-sink");
        properties.put(S3SinkConfig.BUCKET, bucket);
        properties.put(S3SinkConfig.ENDPOINT, endpoint);
        properties.put(S3SinkConfig.PATH_STYLE, "true");
        properties.put(S3SinkConfig.ACCESS_KEY_ID, S3Server.ACCESS_KEY_ID);
        properties.put(S3SinkConfig.SECRET_ACCESS_KEY, S3Server.SECRET_ACCESS_KEY);
        properties.put(S3SinkConfig.DELIVERY_MODE, DeliveryMode.EXACTLY_ONCE.label());
        properties.put(S3SinkConfig.RETRY_BACKOFF_MS, "1");
        for (int at = 0; at < settings.length; at += 2) {
            properties.put(settings[at], settings[at + 1]);
        }
        return properties;
    }

    /** A started task that owns partition 0. */
    public static S3SinkTask start(S3SinkTask task, FakeSinkTaskContext context, Map<String, String> properties) {
        task.initialize(context);
        task.start(properties);
        task.open(partitions(0));
        return task;
    }

    public static Set<TopicPartition> partitions(int... numbers) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int number : numbers) {
            partitions.add(Records.partition(number));
        }
        return partitions;
    }

    /** What the task lets be committed of partition 0 when everything below {@code delivered} was delivered; -1 for nothing. */
    public static long committable(S3SinkTask task, long delivered) {
        OffsetAndMetadata safe = task.preCommit(Map.of(Records.partition(0), new OffsetAndMetadata(delivered)))
                .get(Records.partition(0));
        return safe == null ? -1 : safe.offset();
    }
}
