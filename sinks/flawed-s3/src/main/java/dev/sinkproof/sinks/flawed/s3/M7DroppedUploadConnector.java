package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** M7: an upload that fails after a rotation by the clock is logged and dropped. Reported as confluentinc/kafka-connect-storage-cloud#269. */
public final class M7DroppedUploadConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M7DroppedUploadConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M7DroppedUploadTask.class;
    }
}
