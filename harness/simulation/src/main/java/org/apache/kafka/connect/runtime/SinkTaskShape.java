package org.apache.kafka.connect.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.AppInfoParser;
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
 * How a {@link WorkerSinkTask} is put together, started and closed: the only things that differ between the versions of Connect that
 * can be simulated. Which shape the Connect on the class path has, its own classes tell.
 */
interface SinkTaskShape {
    /**
     * What a task is made of.
     *
     * @param reporters of records that cannot be delivered
     * @param errantRecords the subject's own reporter; null when Connect would give it none
     */
    record Parts(
            ConnectorTaskId id,
            SinkTask subject,
            TaskStatus.Listener listener,
            ConnectRuntime runtime,
            Converter key,
            Converter value,
            HeaderConverter headers,
            ErrorHandlingMetrics errors,
            List<Transformation<SinkRecord>> transforms,
            Consumer<byte[], byte[]> consumer,
            Time time,
            RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries,
            WorkerErrantRecordReporter errantRecords,
            Supplier<List<ErrorReporter<ConsumerRecord<byte[], byte[]>>>> reporters) {}

    /** The retries of this version, which wait in virtual time. */
    RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries(Retries settings);

    WorkerSinkTask assemble(Parts parts);

    /** What {@code run} does before its loop. */
    void start(WorkerSinkTask task);

    /** What {@code run} does at the very end. */
    void close(WorkerSinkTask task);

    /**
     * The shape of the Connect on the class path.
     *
     * @throws IllegalStateException when it is none that is known, naming its version and those that can be simulated
     */
    static SinkTaskShape onClassPath() {
        return firstOf(AppInfoParser.getVersion(), Connect41::find, Connect38::find, Connect37::find);
    }

    @SafeVarargs
    static SinkTaskShape firstOf(String version, Supplier<Optional<? extends SinkTaskShape>>... known) {
        return Stream.of(known)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the class path holds Connect " + version
                        + ", whose sink tasks are made in a way that is not known here; can be simulated: "
                        + Stream.of(Connect37.VERSIONS, Connect38.VERSIONS, Connect41.VERSIONS)
                                .collect(Collectors.joining(", "))));
    }
}
