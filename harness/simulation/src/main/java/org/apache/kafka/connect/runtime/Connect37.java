package org.apache.kafka.connect.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.VirtualRetries;

/** As {@link Connect38}, but that retries have a context of their own, and that {@code run} has no step of its own to start with. */
final class Connect37 implements SinkTaskShape {
    /** Versions of Connect that have it. */
    static final String VERSIONS = "3.7";

    private final Connect38.Unwrapped constructors;
    private final Function<Retries, RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>>> retries;
    private final MethodHandle close;

    private Connect37(
            Connect38.Unwrapped constructors,
            Function<Retries, RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>>> retries,
            MethodHandle close) {
        this.constructors = constructors;
        this.retries = retries;
        this.close = close;
    }

    static Optional<Connect37> find() {
        return Connect38.Unwrapped.find()
                .flatMap(constructors -> VirtualRetries.withOwnContext()
                        .flatMap(retries -> privateClose().map(close -> new Connect37(constructors, retries, close))));
    }

    private static Optional<MethodHandle> privateClose() {
        try {
            return Optional.of(MethodHandles.privateLookupIn(WorkerTask.class, MethodHandles.lookup())
                    .findVirtual(WorkerTask.class, "doClose", MethodType.methodType(void.class)));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        }
    }

    @Override
    public RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries(Retries settings) {
        return retries.apply(settings);
    }

    @Override
    public WorkerSinkTask assemble(Parts parts) {
        return constructors.assemble(parts);
    }

    @Override
    public void start(WorkerSinkTask task) {
        task.initializeAndStart();
    }

    @Override
    public void close(WorkerSinkTask task) {
        Invoked.of(() -> close.invoke((WorkerTask<?, ?>) task));
    }
}
