package dev.sinkproof.sinks.flawed;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Throwing the buffer away is right when its offsets are not committed. The default commits all that was delivered. */
@Flaw(
        id = "M21",
        defect = "close() throws the open buffer away, and preCommit() is the default",
        reportedIn = "confluentinc/kafka-connect-hdfs#57",
        trigger = "a stop or a rebalance while the buffer is not empty",
        anomalies = {"LOST", "PREMATURE_COMMIT"},
        scenario = "stop-during-flush")
public final class M21CloseDropsBufferConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M21CloseDropsBufferConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends BufferedTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: this is what the default does. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            flush(currentOffsets);
            return currentOffsets;
        }
    }
}
