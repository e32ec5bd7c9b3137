package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The client sends what it was given a moment later, to send more at once. A failure is told by the next put; partitions are closed when all is written. */
@Flaw(
        id = "M3",
        defect = "flush() starts the asynchronous writes and returns without waiting for them",
        reportedIn = "awslabs/kinesis-kafka-connector#2",
        trigger = "a crash after the offsets were committed",
        anomalies = {"LOST", "PREMATURE_COMMIT"},
        scenario = "crash-after-offset-commit",
        notSimulated = "it writes on a thread of its own")
public final class M3UnjoinedFlushConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M3UnjoinedFlushConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

        private final List<SinkRecord> buffer = new ArrayList<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** What the client was given, and has not written yet; fails when a write has failed. */
        private CompletableFuture<Void> writes = CompletableFuture.completedFuture(null);

        @Override
        public void put(Collection<SinkRecord> records) {
            if (writes.isCompletedExceptionally()) {
                writes.join();
            }
            buffer.addAll(records);
        }

        /** The defect: the writes are not joined. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            List<SinkRecord> batch = List.copyOf(buffer);
            buffer.clear();
            writes = writes.runAfterBoth(CompletableFuture.runAsync(() -> {}, LATER), () -> super.put(batch));
            return currentOffsets;
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            join();
            super.close(partitions);
        }

        @Override
        public void stop() {
            join();
            super.stop();
        }

        private void join() {
            writes.handle((done, failure) -> failure).join();
        }
    }
}
