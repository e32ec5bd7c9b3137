package org.apache.kafka.connect.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.VirtualRetries;
import org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.storage.StatusBackingStore;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** Converters and transforms come as they are. By handle, as no such version is compiled against. */
final class Connect38 implements SinkTaskShape {
    /** Versions of Connect that have it. */
    static final String VERSIONS = "3.8 to 4.0";

    private final Unwrapped constructors;

    private Connect38(Unwrapped constructors) {
        this.constructors = constructors;
    }

    static Optional<Connect38> find() {
        // Before 3.8 the constructors looked the same, and a task had no such method.
        boolean steps = has("doStart") && has("doClose");
        return steps && VirtualRetries.withOwnContext().isEmpty()
                ? Unwrapped.find().map(Connect38::new)
                : Optional.empty();
    }

    private static boolean has(String step) {
        try {
            MethodHandles.lookup().findVirtual(WorkerSinkTask.class, step, MethodType.methodType(void.class));
            return true;
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return false;
        }
    }

    @Override
    public RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries(Retries settings) {
        return VirtualRetries.operator(settings);
    }

    @Override
    public WorkerSinkTask assemble(Parts parts) {
        return constructors.assemble(parts);
    }

    @Override
    public void start(WorkerSinkTask task) {
        task.doStart();
    }

    @Override
    public void close(WorkerSinkTask task) {
        task.doClose();
    }

    /**
     * The constructors that all versions before 4.1 have.
     *
     * @param task of {@link WorkerSinkTask}
     * @param stage of {@link TransformationStage}
     */
    record Unwrapped(MethodHandle task, MethodHandle stage) {
        /** Empty when there are no such constructors. */
        static Optional<Unwrapped> find() {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                return Optional.of(new Unwrapped(
                        lookup.findConstructor(
                                WorkerSinkTask.class,
                                MethodType.methodType(
                                        void.class,
                                        ConnectorTaskId.class,
                                        SinkTask.class,
                                        TaskStatus.Listener.class,
                                        TargetState.class,
                                        WorkerConfig.class,
                                        ClusterConfigState.class,
                                        ConnectMetrics.class,
                                        Converter.class,
                                        Converter.class,
                                        ErrorHandlingMetrics.class,
                                        HeaderConverter.class,
                                        TransformationChain.class,
                                        Consumer.class,
                                        ClassLoader.class,
                                        Time.class,
                                        RetryWithToleranceOperator.class,
                                        WorkerErrantRecordReporter.class,
                                        StatusBackingStore.class,
                                        Supplier.class)),
                        lookup.findConstructor(
                                TransformationStage.class, MethodType.methodType(void.class, Transformation.class))));
            } catch (NoSuchMethodException | IllegalAccessException e) {
                return Optional.empty();
            }
        }

        WorkerSinkTask assemble(Parts parts) {
            List<TransformationStage<SinkRecord>> stages = new ArrayList<>();
            parts.transforms().forEach(transform -> stages.add(Invoked.of(() -> stage.invoke(transform))));
            return Invoked.of(() -> task.invoke(
                    parts.id(),
                    parts.subject(),
                    parts.listener(),
                    TargetState.STARTED,
                    parts.runtime().config(),
                    ClusterConfigState.EMPTY,
                    parts.runtime().metrics(),
                    parts.key(),
                    parts.value(),
                    parts.errors(),
                    parts.headers(),
                    new TransformationChain<>(stages, parts.retries()),
                    parts.consumer(),
                    Connect38.class.getClassLoader(),
                    parts.time(),
                    parts.retries(),
                    parts.errantRecords(),
                    new MemoryStatusBackingStore(),
                    parts.reporters()));
        }
    }
}
