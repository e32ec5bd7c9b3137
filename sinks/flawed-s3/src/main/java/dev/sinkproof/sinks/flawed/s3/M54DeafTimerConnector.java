package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M54: the clock is looked at only when records come. Reported as confluentinc/kafka-connect-storage-cloud#144. */
public final class M54DeafTimerConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M54DeafTimerConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M54DeafTimerTask.class;
    }
}
