package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** When the partition comes back, its next owner has gone further: the late acknowledgement takes the group back. */
@Flaw(
        id = "M15",
        defect =
                "acknowledgements that come after a revocation are added to the offsets to commit, whoever owns the partition",
        reportedIn = "splunk/kafka-connect-splunk#260",
        trigger = "a rebalance with writes in flight",
        anomalies = {"OFFSET_REGRESSED", "STUCK"},
        scenario = "partitions-leave-and-return/cooperative-retry-pending",
        notSimulated = "it writes on a thread of its own")
public final class M15LateAcknowledgementsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M15LateAcknowledgementsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

        private final Map<TopicPartition, OffsetAndMetadata> acknowledged = new ConcurrentHashMap<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** What was put, and is not written yet; fails when a write has failed. */
        private CompletableFuture<Void> writes = CompletableFuture.completedFuture(null);

        @Override
        public void put(Collection<SinkRecord> records) {
            if (writes.isCompletedExceptionally()) {
                writes.join();
            }
            if (!records.isEmpty()) {
                List<SinkRecord> batch = List.copyOf(records);
                writes = writes.runAfterBoth(CompletableFuture.runAsync(() -> {}, LATER), () -> write(batch));
            }
        }

        /** The defect: nobody asks whether the partitions are still this task's. */
        private void write(List<SinkRecord> batch) {
            super.put(batch);
            acknowledged.putAll(Offsets.after(batch));
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            return Map.copyOf(acknowledged);
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            acknowledged.keySet().removeAll(partitions);
        }

        @Override
        public void stop() {
            writes.handle((done, failure) -> failure).join();
            super.stop();
        }
    }
}
