package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M6: what is in the local file counts as delivered. Reported as CoffeeBeansLabs/kafka-connect-azure-blob-storage#63. */
public final class M6LocalFileConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M6LocalFileConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M6LocalFileTask.class;
    }
}
