package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M51: no multipart upload is ever given up. Reported as Aiven-Open/cloud-storage-connectors-for-apache-kafka PR#385. */
public final class M51NeverAbortsConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M51NeverAbortsConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M51NeverAbortsTask.class;
    }
}
