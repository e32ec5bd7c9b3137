package dev.sinkproof.sinks.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Starts tasks as Connect would. */
public final class Tasks {
    public static final String CONNECTOR = "orders-sink";

    private Tasks() {}

    /** A complete configuration; {@code settings} are further names and values in turn. */
    public static Map<String, String> properties(String url, String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name",
                CONNECTOR,
                "topics",
                Records.TOPIC,
                JdbcSinkConfig.CONNECTION_URL,
                url,
                JdbcSinkConfig.RETRY_BACKOFF_MS,
                "17"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return properties;
    }

    public static JdbcSinkTask start(Database database, SinkTaskContext context, String... settings) {
        return start(new JdbcSinkTask(), database, context, settings);
    }

    public static <T extends SinkTask> T start(T task, Database database, SinkTaskContext context, String... settings) {
        task.initialize(context);
        task.start(properties(database.url(), settings));
        task.open(List.of(Records.partition(0), Records.partition(1)));
        return task;
    }

    public static List<TopicPartition> partitions(int... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Records::partition).toList();
    }
}
