package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M48: the final object is created first and filled later. Reported as confluentinc/kafka-connect-hdfs#230. */
public final class M48CreatedFirstConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M48CreatedFirstConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M48CreatedFirstTask.class;
    }
}
