package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.TargetClient;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A sink that has written everything when put returns, and so leaves preCommit as Connect's API gives it: what Connect believes
 * to have delivered is committed. By the API's documentation that is correct; see docs/findings/0001.
 */
public final class DefaultPreCommitTask extends AppendTask {
    public DefaultPreCommitTask(TargetClient client) {
        super(client);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        flush(currentOffsets);
        return currentOffsets;
    }
}
