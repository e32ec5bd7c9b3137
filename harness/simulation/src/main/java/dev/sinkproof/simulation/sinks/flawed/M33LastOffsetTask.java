package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** preCommit() returns the last offset instead of the one after it. Reported in Azure/kafka-sink-azure-kusto PR#33. */
final class M33LastOffsetTask extends AppendTask {
    M33LastOffsetTask(TargetClient client) {
        super(client);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        super.preCommit(currentOffsets)
                .forEach((partition, next) -> last.put(partition, new OffsetAndMetadata(next.offset() - 1)));
        return last;
    }
}
