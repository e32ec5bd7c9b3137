package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** flush() starts the asynchronous writes and returns without waiting for them. Reported in awslabs/kinesis-kafka-connector#2. */
final class M3UnjoinedFlushTask extends BufferedAppendTask {
    private static final long WRITE_MILLIS = 300;

    /** Kept, and never asked. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    M3UnjoinedFlushTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        buffer.addAll(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        if (!buffer.isEmpty()) {
            last = last.thenCombine(client.appendLater(Row.of(buffer), WRITE_MILLIS), (before, now) -> now);
            buffer.clear();
        }
        return currentOffsets;
    }
}
