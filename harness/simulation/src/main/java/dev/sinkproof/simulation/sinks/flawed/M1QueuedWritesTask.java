package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** put() queues, a timer writes later, and preCommit() says that everything is written. Reported in Altinity/clickhouse-sink-connector#1299. */
final class M1QueuedWritesTask extends BufferedAppendTask {
    private static final long TIMER_MILLIS = 700;

    private boolean armed;

    M1QueuedWritesTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        buffer.addAll(records);
        arm();
    }

    private void arm() {
        if (!armed && !buffer.isEmpty()) {
            armed = true;
            client.later(TIMER_MILLIS, this::tick);
        }
    }

    private void tick() {
        armed = false;
        try {
            write();
        } catch (RetriableException e) {
            arm();
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return currentOffsets;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        // What is queued is written later.
    }
}
