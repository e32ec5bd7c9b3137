package org.apache.kafka.connect.runtime;

import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** The metrics that Connect makes for a sink task, in this JVM's JMX, without the task. */
public final class CountingTask implements AutoCloseable {
    private final ConnectMetrics metrics;
    private final ErrorHandlingMetrics errors;
    private final WorkerSinkTask.SinkTaskMetricsGroup group;

    public CountingTask(String connector, int task) {
        ConnectorTaskId id = new ConnectorTaskId(connector, task);
        metrics = new ConnectMetrics(
                "worker-1",
                new StandaloneConfig(Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "key.converter",
                        ByteArrayConverter.class.getName(),
                        "value.converter",
                        ByteArrayConverter.class.getName(),
                        "offset.storage.file.filename",
                        "unused")),
                Time.SYSTEM,
                "cluster");
        errors = new ErrorHandlingMetrics(id, metrics);
        group = new WorkerSinkTask.SinkTaskMetricsGroup(id, metrics);
    }

    public void fail() {
        errors.recordFailure();
    }

    public void putTook(long millis) {
        group.recordPut(millis);
    }

    @Override
    public void close() {
        metrics.stop();
    }
}
