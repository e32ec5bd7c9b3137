package dev.sinkproof.sinks.flawed;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets in the target decide, so those of the group seem to be of no account and run ahead of the buffer. But as long as the target has none, nothing else decides. */
@Flaw(
        id = "M22",
        defect = "open() rewinds only if the target holds something already, else it trusts the offset of the group",
        reportedIn = "confluentinc/kafka-connect-hdfs PR#117",
        trigger = "the first restart, before anything was written",
        anomalies = {"LOST", "PREMATURE_COMMIT"},
        scenario = "crash-after-offset-commit",
        mode = "exactly-once")
public final class M22TrustsTheGroupConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M22TrustsTheGroupConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends BufferedTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: offsets of what is in the buffer. */
        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            return currentOffsets;
        }
    }
}
