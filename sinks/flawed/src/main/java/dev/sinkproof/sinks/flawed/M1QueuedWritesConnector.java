package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Offsets are committed for records that are in memory only; a crash in between loses them.
 *
 * <p>Its task is {@link M1QueuedWritesTask}.
 */
@Flaw(
        id = "M1",
        defect =
                "put() only queues, preCommit() echoes the offsets that Connect delivered, and a timer thread writes later",
        reportedIn = "Altinity/clickhouse-sink-connector#1299",
        trigger = "a crash between the commit of the offsets and the write",
        anomalies = {"LOST", "PREMATURE_COMMIT"},
        scenario = "crash-after-offset-commit",
        notSimulated = "it writes on a thread of its own")
public final class M1QueuedWritesConnector extends FlawedConnector {
    /** How often the timer thread writes what is queued, in milliseconds. */
    public static final String INTERVAL_MS = "queue.flush.interval.ms";

    private static final int DEFAULT_INTERVAL_MILLIS = 1500;

    /** For Connect, which creates connectors by reflection. */
    public M1QueuedWritesConnector() {
        super(M1QueuedWritesTask.class);
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
