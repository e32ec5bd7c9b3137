package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** Parts that nobody sees are paid for until somebody finds them. */
@Flaw(
        id = "M51",
        defect = "no multipart upload is ever given up",
        reportedIn = "Aiven-Open/cloud-storage-connectors-for-apache-kafka PR#385",
        trigger = "a crash, or a failure, in the middle of an upload",
        anomalies = {"ORPHAN_UPLOAD"},
        scenario = "crash-mid-multipart",
        sink = "s3",
        mode = "at-least-once")
public final class M51NeverAbortsConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M51NeverAbortsConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M51NeverAbortsTask.class;
    }
}
