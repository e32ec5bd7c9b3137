package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** The next file begins behind the one that never became an object. */
@Flaw(
        id = "M7",
        defect = "an upload that fails after a rotation by the clock is logged and dropped",
        reportedIn = "confluentinc/kafka-connect-storage-cloud#269",
        trigger = "throttling when a file is to become an object",
        anomalies = {"LOST"},
        scenario = "throttled-at-complete",
        sink = "s3",
        mode = "exactly-once",
        settings = {"rotate.records=1000000", "rotate.wall.clock.ms=500"})
public final class M7DroppedUploadConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M7DroppedUploadConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M7DroppedUploadTask.class;
    }
}
