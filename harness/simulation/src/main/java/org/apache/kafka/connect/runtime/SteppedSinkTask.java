package org.apache.kafka.connect.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.errors.VirtualRetries;
import org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Connect's real {@link WorkerSinkTask}, taken step by step on the caller's thread. In the runtime's package, as that class and
 * its steps are not public. This is the only class that knows the constructor's shape, which is that of Connect 4.1 to 4.3.
 */
public final class SteppedSinkTask {
    private final WorkerSinkTask task;
    private final Map<String, String> config;

    /**
     * What a task is made of besides the subject.
     *
     * @param key key converter
     * @param value value converter
     * @param headers header converter
     * @param transforms in order
     * @param tolerance {@code errors.tolerance}
     * @param retryTimeoutMillis {@code errors.retry.timeout}
     * @param deadLetters where rejected records go; null for no dead letter queue
     */
    public record Pipeline(
            Converter key,
            Converter value,
            HeaderConverter headers,
            List<Transformation<SinkRecord>> transforms,
            ToleranceType tolerance,
            long retryTimeoutMillis,
            ErrorReporter<ConsumerRecord<byte[], byte[]>> deadLetters) {
        private static final long RETRY_DELAY_MAX_MILLIS = 60_000;

        public Pipeline {
            transforms = List.copyOf(transforms);
        }

        private List<ErrorReporter<ConsumerRecord<byte[], byte[]>>> reporters() {
            return deadLetters == null ? List.of() : List.of(deadLetters);
        }
    }

    public SteppedSinkTask(
            ConnectRuntime runtime,
            ConnectorTaskId id,
            SinkTask subject,
            Map<String, String> config,
            Consumer<byte[], byte[]> consumer,
            Time time,
            Pipeline pipeline) {
        this.config = Map.copyOf(config);
        ErrorHandlingMetrics errors = runtime.errors(id);
        RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries = VirtualRetries.operator(
                pipeline.retryTimeoutMillis(), Pipeline.RETRY_DELAY_MAX_MILLIS, pipeline.tolerance(), time, errors);
        // As Worker.SinkTaskBuilder does it; class loaders are not swapped, as there is one.
        task = new WorkerSinkTask(
                id,
                subject,
                new Unheard(),
                TargetState.STARTED,
                runtime.config(),
                ClusterConfigState.EMPTY,
                runtime.metrics(),
                Plugin.wrapInstance(pipeline.key(), null, "key.converter"),
                Plugin.wrapInstance(pipeline.value(), null, "value.converter"),
                errors,
                Plugin.wrapInstance(pipeline.headers(), null, "header.converter"),
                new TransformationChain<>(stages(pipeline), retries),
                consumer,
                SteppedSinkTask.class.getClassLoader(),
                time,
                retries,
                errantRecords(pipeline, retries),
                new MemoryStatusBackingStore(),
                pipeline::reporters,
                null,
                SteppedSinkTask::sameLoader);
    }

    private static LoaderSwap sameLoader(ClassLoader loader) {
        return null;
    }

    private static List<TransformationStage<SinkRecord>> stages(Pipeline pipeline) {
        Function<ClassLoader, LoaderSwap> swapper = SteppedSinkTask::sameLoader;
        List<TransformationStage<SinkRecord>> stages = new ArrayList<>();
        for (Transformation<SinkRecord> transform : pipeline.transforms()) {
            stages.add(new TransformationStage<>(
                    Plugin.wrapInstance(transform, null, "transform"), "t" + stages.size(), "simulated", swapper));
        }
        return stages;
    }

    /** Connect gives tasks a reporter when errors are tolerated or a dead letter queue is there. */
    private static WorkerErrantRecordReporter errantRecords(
            Pipeline pipeline, RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries) {
        return pipeline.deadLetters() == null
                ? null
                : new WorkerErrantRecordReporter(retries, pipeline.key(), pipeline.value(), pipeline.headers());
    }

    /** {@code initialize} and {@code doStart}: reporters, subscribe, the subject's initialize and start. */
    public void start() {
        task.initialize(new TaskConfig(config));
        task.doStart();
    }

    /** One round of the task's loop. */
    public void iterate() {
        task.iteration();
    }

    /** Asks the task to stop, as the worker does: a flag and a wakeup. */
    public void stop() {
        task.stop();
    }

    public void cancel() {
        task.cancel();
    }

    public void transitionTo(TargetState state) {
        task.transitionTo(state);
    }

    /**
     * What {@code run} does after its loop has ended, by a request or by an exception: preCommit, close, the final commit. The
     * task must have been asked to {@link #stop}.
     */
    public void closePartitions() {
        task.execute();
    }

    /** The last thing that {@code run} does: the subject's stop, and everything closed. */
    public void close() {
        task.doClose();
    }

    /** The simulation sees by itself what becomes of its tasks. */
    private static final class Unheard implements TaskStatus.Listener {
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
