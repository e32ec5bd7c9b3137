package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M11: an object that is there already is replaced. Reported as confluentinc/kafka-connect-storage-cloud#800 and #253. */
public final class M11OverwriteConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M11OverwriteConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M11OverwriteTask.class;
    }
}
