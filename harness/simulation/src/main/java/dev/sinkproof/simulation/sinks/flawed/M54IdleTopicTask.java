package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether the buffer is due is looked at only inside a put() with records. Reported in confluentinc/kafka-connect-storage-cloud#144. */
final class M54IdleTopicTask extends BufferedAppendTask {
    M54IdleTopicTask(TargetClient client) {
        super(client);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return written.committable(currentOffsets);
    }
}
