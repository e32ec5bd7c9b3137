package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.FinishedFile;
import dev.sinkproof.sinks.s3.ObjectStore;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import software.amazon.awssdk.services.s3.S3Client;

/** M48: see {@link M48CreatedFirstConnector}. */
public class M48CreatedFirstTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M48CreatedFirstTask() {}

    @Override
    protected ObjectStore newStore(S3Client client, S3SinkConfig config) {
        return new ObjectStore(client, config) {
            /** The defect: the first of the two requests. */
            @Override
            protected void put(FinishedFile file, boolean ifAbsent) {
                put(file, 0, ifAbsent);
                super.put(file, false);
            }
        };
    }
}
