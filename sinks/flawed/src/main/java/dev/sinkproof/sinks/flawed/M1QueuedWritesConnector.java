package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkConnector;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Defect M1: {@code put()} only queues, {@code preCommit()} echoes the offsets that Connect delivered, and a timer thread
 * writes later. Offsets are committed for records that are in memory only; a crash in between loses them.
 *
 * <p>Reported in Altinity/clickhouse-sink-connector#1299.
 */
public final class M1QueuedWritesConnector extends JdbcSinkConnector {
    /** How often the timer thread writes what is queued, in milliseconds. */
    public static final String INTERVAL_MS = "queue.flush.interval.ms";

    private static final int DEFAULT_INTERVAL_MILLIS = 1500;

    /** For Connect, which creates connectors by reflection. */
    public M1QueuedWritesConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M1QueuedWritesTask.class;
    }

    @Override
    public ConfigDef config() {
        return interval(JdbcSinkConfig.definition());
    }

    static ConfigDef interval(ConfigDef def) {
        return def.define(
                INTERVAL_MS,
                ConfigDef.Type.INT,
                DEFAULT_INTERVAL_MILLIS,
                ConfigDef.Range.atLeast(1),
                ConfigDef.Importance.LOW,
                "How often the timer thread writes what is queued. In milliseconds.");
    }
}
