package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** preCommit() still returns offsets of partitions that were revoked earlier. Reported in debezium/debezium-connector-jdbc PR#80. */
final class M19RevokedOffsetsTask extends AppendTask {
    M19RevokedOffsetsTask(TargetClient client) {
        super(client);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return written.all();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        // The offsets stay.
    }
}
