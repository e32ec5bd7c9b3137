package org.apache.kafka.connect.runtime;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * What all tasks of simulated workers share, because it is expensive to make and has no part in what they do: a worker's
 * configuration and its metrics. Used by one thread.
 */
public final class ConnectRuntime implements AutoCloseable {
    /** {@code offset.flush.interval.ms} of the simulated workers. */
    public static final long OFFSET_FLUSH_INTERVAL_MILLIS = 1_000;
    /** {@code offset.flush.timeout.ms}: Connect's default. */
    public static final long OFFSET_FLUSH_TIMEOUT_MILLIS = 5_000;

    private final SinkTaskShape shape = SinkTaskShape.onClassPath();
    private final StandaloneConfig config = new StandaloneConfig(settings());
    private final ConnectMetrics metrics = new ConnectMetrics("simulated-worker", config, Time.SYSTEM, "simulated");

    private final Map<ConnectorTaskId, ErrorHandlingMetrics> errors = new HashMap<>();

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("key.converter", ByteArrayConverter.class.getName());
        settings.put("value.converter", ByteArrayConverter.class.getName());
        settings.put("offset.storage.file.filename", "unused");
        // JMX makes a run four times slower.
        settings.put("metric.reporters", "");
        settings.put(WorkerConfig.OFFSET_COMMIT_INTERVAL_MS_CONFIG, Long.toString(OFFSET_FLUSH_INTERVAL_MILLIS));
        settings.put(WorkerConfig.OFFSET_COMMIT_TIMEOUT_MS_CONFIG, Long.toString(OFFSET_FLUSH_TIMEOUT_MILLIS));
        return settings;
    }

    /** One for each task number, as the metrics of all its incarnations have the same names. */
    ErrorHandlingMetrics errors(ConnectorTaskId id) {
        return errors.computeIfAbsent(id, made -> new ErrorHandlingMetrics(made, metrics));
    }

    /** How tasks are made in this version of Connect. */
    SinkTaskShape shape() {
        return shape;
    }

    WorkerConfig config() {
        return config;
    }

    ConnectMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        metrics.stop();
    }
}
