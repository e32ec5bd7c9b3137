package org.apache.kafka.connect.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.VirtualRetries;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.transforms.Transformation;

/** Converters and transforms come wrapped, and class loaders are swapped by a function. This one is compiled against. */
final class Connect41 implements SinkTaskShape {
    /** Versions of Connect that have it. */
    static final String VERSIONS = "4.1 to 4.3";

    private static final int PARAMETERS = 21;
    private static final String PLUGIN = "org.apache.kafka.common.internals.Plugin";

    private Connect41() {}

    static Optional<Connect41> find() {
        return Stream.of(WorkerSinkTask.class.getConstructors())
                        .anyMatch(found -> found.getParameterCount() == PARAMETERS
                                && Stream.of(found.getParameterTypes())
                                                .filter(type -> type.getName().equals(PLUGIN))
                                                .count()
                                        == 3)
                ? Optional.of(new Connect41())
                : Optional.empty();
    }

    @Override
    public RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> retries(Retries settings) {
        return VirtualRetries.operator(settings);
    }

    /** As Worker.SinkTaskBuilder does it; class loaders are not swapped, as there is one. */
    @Override
    public WorkerSinkTask assemble(Parts parts) {
        return new WorkerSinkTask(
                parts.id(),
                parts.subject(),
                parts.listener(),
                TargetState.STARTED,
                parts.runtime().config(),
                ClusterConfigState.EMPTY,
                parts.runtime().metrics(),
                Plugin.wrapInstance(parts.key(), null, "key.converter"),
                Plugin.wrapInstance(parts.value(), null, "value.converter"),
                parts.errors(),
                Plugin.wrapInstance(parts.headers(), null, "header.converter"),
                new TransformationChain<>(stages(parts.transforms()), parts.retries()),
                parts.consumer(),
                Connect41.class.getClassLoader(),
                parts.time(),
                parts.retries(),
                parts.errantRecords(),
                new MemoryStatusBackingStore(),
                parts.reporters(),
                null,
                Connect41::sameLoader);
    }

    private static LoaderSwap sameLoader(ClassLoader loader) {
        return null;
    }

    private static List<TransformationStage<SinkRecord>> stages(List<Transformation<SinkRecord>> transforms) {
        Function<ClassLoader, LoaderSwap> swapper = Connect41::sameLoader;
        List<TransformationStage<SinkRecord>> stages = new ArrayList<>();
        for (Transformation<SinkRecord> transform : transforms) {
            stages.add(new TransformationStage<>(
                    Plugin.wrapInstance(transform, null, "transform"), "t" + stages.size(), "simulated", swapper));
        }
        return stages;
    }

    @Override
    public void start(WorkerSinkTask task) {
        task.doStart();
    }

    @Override
    public void close(WorkerSinkTask task) {
        task.doClose();
    }
}
