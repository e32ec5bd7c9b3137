package org.apache.kafka.connect.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Connect's real runner of sink tasks, one poll at a time, over a consumer that hands out what it is given. In the runner's package,
 * as that class is not public.
 */
public final class SinkTaskLoop {
    private final Feeding consumer;
    private final WorkerSinkTask runner;

    private SinkTaskLoop(Feeding consumer, WorkerSinkTask runner) {
        this.consumer = consumer;
        this.runner = runner;
    }

    /**
     * Starts the task, and gives it the partition.
     *
     * @param settings of the connector, {@code topics} among them
     * @param batches what each poll returns
     */
    public static SinkTaskLoop start(
            SinkTask task,
            Map<String, String> settings,
            TopicPartition partition,
            Converter keys,
            Converter values,
            Supplier<List<ConsumerRecord<byte[], byte[]>>> batches) {
        ConnectorTaskId id = new ConnectorTaskId(partition.topic(), 0);
        StandaloneConfig config = new StandaloneConfig(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "key.converter", keys.getClass().getName(),
                "value.converter", values.getClass().getName(),
                "offset.storage.file.filename", "unused",
                "metric.reporters", ""));
        ConnectMetrics metrics = new ConnectMetrics("benchmark", config, Time.SYSTEM, "cluster");
        ErrorHandlingMetrics errors = new ErrorHandlingMetrics(id, metrics);
        RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator =
                new RetryWithToleranceOperator<>(0, 0, ToleranceType.NONE, Time.SYSTEM, errors);
        Feeding consumer = new Feeding(partition, batches);
        WorkerSinkTask runner = new WorkerSinkTask(
                id,
                task,
                new Silent(),
                TargetState.STARTED,
                config,
                ClusterConfigState.EMPTY,
                metrics,
                Plugin.wrapInstance(keys, null, "key.converter"),
                Plugin.wrapInstance(values, null, "value.converter"),
                errors,
                Plugin.wrapInstance(new SimpleHeaderConverter(), null, "header.converter"),
                new TransformationChain<>(List.of(), operator),
                consumer,
                SinkTaskLoop.class.getClassLoader(),
                Time.SYSTEM,
                operator,
                null,
                new MemoryStatusBackingStore(),
                List::of,
                null,
                loader -> null);
        Map<String, String> all = new HashMap<>(settings);
        all.put(TaskConfig.TASK_CLASS_CONFIG, task.getClass().getName());
        runner.initialize(new TaskConfig(all));
        runner.doStart();
        consumer.assign();
        return new SinkTaskLoop(consumer, runner);
    }

    /** Polls, converts and puts one batch. */
    public void iterate() {
        runner.iteration();
    }

    /** Commits, closes and stops. */
    public void stop() {
        consumer.end();
        runner.stop();
        runner.execute();
        runner.doClose();
    }

    /** Returns a batch from each poll. */
    private static final class Feeding extends MockConsumer<byte[], byte[]> {
        private final TopicPartition partition;
        private final Supplier<List<ConsumerRecord<byte[], byte[]>>> batches;
        private boolean ended;

        Feeding(TopicPartition partition, Supplier<List<ConsumerRecord<byte[], byte[]>>> batches) {
            super("earliest");
            this.partition = partition;
            this.batches = batches;
        }

        void assign() {
            updateBeginningOffsets(Map.of(partition, 0L));
            rebalance(List.of(partition));
        }

        void end() {
            ended = true;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return ended ? super.poll(timeout) : new ConsumerRecords<>(Map.of(partition, batches.get()), Map.of());
        }
    }

    /** Nobody asks for the status. */
    private static final class Silent implements TaskStatus.Listener {
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
