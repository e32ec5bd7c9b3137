package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** The open file is gone with its worker, and its records were committed past. */
@Flaw(
        id = "M6",
        defect = "what is in the local file counts as delivered, uploaded or not",
        reportedIn = "CoffeeBeansLabs/kafka-connect-azure-blob-storage#63",
        trigger = "a crash, or a failed upload and a restart",
        anomalies = {"LOST"},
        scenario = "crash-after-offset-commit",
        sink = "s3",
        mode = "exactly-once")
public final class M6LocalFileConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M6LocalFileConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M6LocalFileTask.class;
    }
}
