package org.apache.kafka.connect.runtime;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** Makes Connect's real runner of sink tasks, with all that it wants around it. */
final class RealRunner {
    private RealRunner() {}

    /**
     * @param deadLetters makes the writer of dead letters; records that cannot be converted are then skipped
     * @return initialized, and not started
     */
    static WorkerSinkTask of(
            ConnectorTaskId id,
            SinkTask task,
            TaskStatus.Listener listener,
            Converter values,
            Consumer<byte[], byte[]> consumer,
            Function<ErrorHandlingMetrics, List<ErrorReporter<ConsumerRecord<byte[], byte[]>>>> deadLetters) {
        StandaloneConfig config = new StandaloneConfig(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "key.converter", ByteArrayConverter.class.getName(),
                "value.converter", ByteArrayConverter.class.getName(),
                "offset.storage.file.filename", "unused",
                "metric.reporters", ""));
        ConnectMetrics metrics = new ConnectMetrics("worker-1", config, Time.SYSTEM, "cluster");
        ErrorHandlingMetrics errors = new ErrorHandlingMetrics(id, metrics);
        RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator =
                new RetryWithToleranceOperator<>(0, 0, ToleranceType.ALL, Time.SYSTEM, errors);
        Converter keys = new ByteArrayConverter();
        HeaderConverter headers = new SimpleHeaderConverter();
        WorkerSinkTask runner = new WorkerSinkTask(
                id,
                task,
                listener,
                TargetState.STARTED,
                config,
                ClusterConfigState.EMPTY,
                metrics,
                Plugin.wrapInstance(keys, null, "key.converter"),
                Plugin.wrapInstance(values, null, "value.converter"),
                errors,
                Plugin.wrapInstance(headers, null, "header.converter"),
                new TransformationChain<>(List.of(), operator),
                consumer,
                RealRunner.class.getClassLoader(),
                Time.SYSTEM,
                operator,
                null,
                new MemoryStatusBackingStore(),
                () -> deadLetters.apply(errors),
                null,
                loader -> null);
        runner.initialize(new TaskConfig(Map.of(
                "topics",
                "orders",
                TaskConfig.TASK_CLASS_CONFIG,
                task.getClass().getName())));
        return runner;
    }

    /** Connect tells its listener what became of a task. */
    static class Listener implements TaskStatus.Listener {
        @Override
        public void onStartup(ConnectorTaskId id) {}

        @Override
        public void onPause(ConnectorTaskId id) {}

        @Override
        public void onResume(ConnectorTaskId id) {}

        @Override
        public void onFailure(ConnectorTaskId id, Throwable cause) {}

        @Override
        public void onShutdown(ConnectorTaskId id) {}

        @Override
        public void onDeletion(ConnectorTaskId id) {}

        @Override
        public void onRestart(ConnectorTaskId id) {}
    }
}
