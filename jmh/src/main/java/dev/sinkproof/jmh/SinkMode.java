package dev.sinkproof.jmh;

import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkTask;

/** A delivery mode of the reference JDBC sink with a write mode. */
public enum SinkMode {
    AT_LEAST_ONCE_APPEND("at-least-once", "append"),
    AT_LEAST_ONCE_UPSERT("at-least-once", "upsert"),
    IDEMPOTENT_UPSERT("idempotent", "upsert"),
    EXACTLY_ONCE_APPEND("exactly-once", "append"),
    EXACTLY_ONCE_UPSERT("exactly-once", "upsert");

    private final String delivery;
    private final String write;

    SinkMode(String delivery, String write) {
        this.delivery = delivery;
        this.write = write;
    }

    /** Whether a record replaces the row of its key. */
    boolean replaces() {
        return write.equals("upsert");
    }

    /** A started task that owns the feed's partition, and writes each {@code put} of up to a round in one transaction. */
    SinkTask start(String url) {
        SinkTask task = new JdbcSinkTask();
        Map<String, String> settings = settings(url);
        task.initialize(new LoneTaskContext(settings));
        task.start(settings);
        task.open(List.of(RecordFeed.PARTITION));
        return task;
    }

    Map<String, String> settings(String url) {
        return Map.of(
                "name",
                "benchmark",
                "topics",
                RecordFeed.TOPIC,
                JdbcSinkConfig.CONNECTION_URL,
                url,
                JdbcSinkConfig.DELIVERY_MODE,
                delivery,
                JdbcSinkConfig.WRITE_MODE,
                write,
                JdbcSinkConfig.BATCH_SIZE,
                Integer.toString(RecordFeed.ROUND));
    }
}
