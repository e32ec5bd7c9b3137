package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** The second object of a name replaces the first one. */
@Flaw(
        id = "M41",
        defect = "objects are named after the key of their first record only",
        reportedIn = "Aiven-Open/gcs-connector-for-apache-kafka#347",
        trigger = "two files that begin with one key",
        anomalies = {"LOST"},
        scenario = "hot-key",
        sink = "s3",
        mode = "at-least-once")
public final class M41KeyOnlyNameConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M41KeyOnlyNameConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M41KeyOnlyNameTask.class;
    }
}
