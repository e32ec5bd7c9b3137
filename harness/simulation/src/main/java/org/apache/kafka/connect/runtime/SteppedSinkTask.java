package org.apache.kafka.connect.runtime;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Connect's real {@link WorkerSinkTask}, taken step by step on the caller's thread. In the runtime's package, as that class and
 * its steps are not public. What differs between versions of Connect is the matter of a {@link SinkTaskShape}.
 */
public final class SteppedSinkTask {
    private final SinkTaskShape shape;
    private final WorkerSinkTask task;
    private final Map<String, String> config;

    /**
     * What a task is made of besides the subject.
     *
     * @param key key converter
     * @param value value converter
     * @param headers header converter
     * @param transforms in order
     * @param errors what becomes of records that cannot be delivered
     * @param deadLetters what its dead letters are sent with; null for no dead letter queue
     */
    public record Pipeline(
            Converter key,
            Converter value,
            HeaderConverter headers,
            List<Transformation<SinkRecord>> transforms,
            ErrorHandling errors,
            KafkaProducer<byte[], byte[]> deadLetters) {
        public Pipeline {
            transforms = List.copyOf(transforms);
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
        this.shape = runtime.shape();
        ErrorHandlingMetrics errors = runtime.errors(id);
        RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries =
                shape.retries(pipeline.errors().retries(time, errors));
        List<ErrorReporter<ConsumerRecord<byte[], byte[]>>> reporters =
                pipeline.errors().reporters(id, errors, pipeline.deadLetters());
        task = shape.assemble(new SinkTaskShape.Parts(
                id,
                subject,
                new Unheard(),
                runtime,
                pipeline.key(),
                pipeline.value(),
                pipeline.headers(),
                errors,
                pipeline.transforms(),
                consumer,
                time,
                retries,
                errantRecords(pipeline, retries),
                () -> reporters));
    }

    private static WorkerErrantRecordReporter errantRecords(
            Pipeline pipeline, RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries) {
        return pipeline.errors().reporterForSubject()
                ? new WorkerErrantRecordReporter(retries, pipeline.key(), pipeline.value(), pipeline.headers())
                : null;
    }

    /** {@code initialize} and the start: reporters, subscribe, the subject's initialize and start. */
    public void start() {
        task.initialize(new TaskConfig(config));
        shape.start(task);
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
        shape.close(task);
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
