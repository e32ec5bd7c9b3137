package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ExactlyOnceTask;
import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;

/** Full batches are written at once, but their offset is saved in flush() only. Reported in justonedb/kafka-sink-pg-json#18. */
final class M30OffsetSavedInFlushTask extends ExactlyOnceTask {
    M30OffsetSavedInFlushTask(TargetClient client) {
        super(client);
    }

    @Override
    protected boolean done(List<Row> rows, TopicPartition partition, StoredOffset claim, StoredOffset moved) {
        try {
            client.append(rows);
            return true;
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        try {
            claims.forEach(client::storeOffset);
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
        return super.preCommit(currentOffsets);
    }
}
