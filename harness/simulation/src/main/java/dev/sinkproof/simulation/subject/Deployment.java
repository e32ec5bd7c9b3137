package dev.sinkproof.simulation.subject;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.simulation.point.Passages;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;

/** A subject and its target, empty at first, for one run. Used by one thread. */
public interface Deployment extends AutoCloseable {
    /** A task that has not been started. What it does to the target passes fault points by way of {@code passages}. */
    SinkTask newTask(Passages passages);

    /** What that task is configured with beyond {@link Subject#config}: above all, how it finds the target. */
    default Map<String, String> config(Passages passages) {
        return Map.of();
    }

    /** Someone sets the stopped connector's offsets back: it may have to carry that over to the target. */
    default void alterOffsets(Map<TopicPartition, Long> offsets) {
        // Who keeps no offsets in the target leaves that to the consumer group.
    }

    /** What a reader finds in the target. */
    List<TargetRow> snapshot();

    /** Every change that the target made durable, in order. */
    List<TargetChange> history();

    /** How many changes there were: the target stands still while this does. */
    int changes();

    /**
     * Where a restart would read on by the target's own account; 0 when the subject leaves that to the consumer group. A sink
     * that stores offsets beside its data need not commit them to the group, and Connect commits nothing after a rewind.
     */
    long position(TopicPartition partition);

    /** The same, however lately that changed; {@link #position} may lag a moment behind. */
    default long positionNow(TopicPartition partition) {
        return position(partition);
    }

    /** Does what clients of the target have put off until now. */
    void runDeferred();

    /** When {@link #runDeferred} will have something to do, or {@link Long#MAX_VALUE}. */
    long nextDeferredMillis();

    /** Ends what is still open. */
    @Override
    default void close() {
        // In memory nothing is.
    }
}
