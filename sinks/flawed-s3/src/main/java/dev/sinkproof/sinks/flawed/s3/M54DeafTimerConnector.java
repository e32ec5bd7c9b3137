package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** The last file of a topic waits for its next record, which may come tomorrow. */
@Flaw(
        id = "M54",
        defect = "the clock is looked at only when records come",
        reportedIn = "confluentinc/kafka-connect-storage-cloud#144",
        trigger = "the topic goes idle",
        anomalies = {"STRANDED", "STUCK"},
        scenario = "topic-goes-idle-with-open-file",
        sink = "s3",
        mode = "at-least-once")
public final class M54DeafTimerConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M54DeafTimerConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M54DeafTimerTask.class;
    }
}
