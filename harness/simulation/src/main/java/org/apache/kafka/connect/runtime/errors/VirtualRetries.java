package org.apache.kafka.connect.runtime.errors;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.Invoked;
import org.apache.kafka.connect.runtime.Retries;

/**
 * Connect's retries of converters and transforms with waits that pass in virtual time. In this package, as the constructor that
 * takes what is waited on is not public.
 */
public final class VirtualRetries {
    private VirtualRetries() {}

    /** As from Connect 3.8 on. */
    public static RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator(Retries settings) {
        return new RetryWithToleranceOperator<>(
                settings.timeoutMillis(),
                settings.delayMaxMillis(),
                settings.tolerance(),
                settings.time(),
                settings.metrics(),
                settings.latch());
    }

    /** As before Connect 3.8, when each operator had a context of its own; empty when there is no such constructor. */
    public static Optional<Function<Retries, RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>>>>
            withOwnContext() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle context = lookup.findConstructor(ProcessingContext.class, MethodType.methodType(void.class));
            MethodHandle operator = lookup.findConstructor(
                    RetryWithToleranceOperator.class,
                    MethodType.methodType(
                            void.class,
                            long.class,
                            long.class,
                            ToleranceType.class,
                            Time.class,
                            ErrorHandlingMetrics.class,
                            ProcessingContext.class,
                            CountDownLatch.class));
            return Optional.of(settings -> Invoked.of(() -> operator.invoke(
                    settings.timeoutMillis(),
                    settings.delayMaxMillis(),
                    settings.tolerance(),
                    settings.time(),
                    settings.metrics(),
                    context.invoke(),
                    settings.latch())));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
