package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M41: objects are named after the record's key only. Reported as Aiven-Open/gcs-connector-for-apache-kafka#347. */
public final class M41KeyOnlyNameConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M41KeyOnlyNameConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M41KeyOnlyNameTask.class;
    }
}
