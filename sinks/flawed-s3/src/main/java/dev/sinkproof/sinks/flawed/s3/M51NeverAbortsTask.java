package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.ObjectStore;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import software.amazon.awssdk.services.s3.S3Client;

/** M51: see {@link M51NeverAbortsConnector}. */
public class M51NeverAbortsTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M51NeverAbortsTask() {}

    @Override
    protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
        return new ObjectStore(client, config) {
            /** The defect: nothing is done. */
            @Override
            protected void abortUpload(String key, String uploadId) {}
        };
    }
}
