package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** A zombie has fewer records than the object whose name it uses. Also reported as #253 there. */
@Flaw(
        id = "M11",
        defect = "an object that is there already is replaced, whoever has made it",
        reportedIn = "confluentinc/kafka-connect-storage-cloud#800",
        trigger = "a worker that stands still past its session and goes on",
        anomalies = {"LOST"},
        scenario = "zombie-finishes-its-upload/one-request",
        sink = "s3",
        mode = "exactly-once",
        settings = {"rotate.records=1000000", "rotate.wall.clock.ms=1200"})
public final class M11OverwriteConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M11OverwriteConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M11OverwriteTask.class;
    }
}
