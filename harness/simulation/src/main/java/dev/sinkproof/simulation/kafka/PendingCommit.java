package dev.sinkproof.simulation.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * An asynchronous commit on its way.
 *
 * @param offsets what is to be committed
 * @param generation the committer's at the time
 * @param applyAtMillis when the coordinator will take it; {@link #DONE} when it has, or never will
 * @param error what the callback will be told; null for success as far as known
 * @param callback to be called at a poll
 */
record PendingCommit(
        Map<TopicPartition, OffsetAndMetadata> offsets,
        int generation,
        long applyAtMillis,
        Exception error,
        OffsetCommitCallback callback) {
    static final long DONE = Long.MIN_VALUE;

    PendingCommit answered(Exception outcome) {
        return new PendingCommit(offsets, generation, DONE, outcome, callback);
    }

    boolean answered() {
        return applyAtMillis == DONE;
    }
}
