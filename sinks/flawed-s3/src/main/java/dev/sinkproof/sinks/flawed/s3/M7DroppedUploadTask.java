package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.FinishedFile;
import dev.sinkproof.sinks.s3.ObjectRange;
import dev.sinkproof.sinks.s3.ObjectStore;
import dev.sinkproof.sinks.s3.Rotation;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import dev.sinkproof.sinks.s3.TimeBudget;
import dev.sinkproof.sinks.s3.Uploader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** M7: see {@link M7DroppedUploadConnector}. */
public class M7DroppedUploadTask extends S3SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(M7DroppedUploadTask.class);

    /** For Connect, which creates tasks by reflection. */
    public M7DroppedUploadTask() {}

    @Override
    protected Uploader newUploader(S3SinkConfig config, ObjectStore objects) {
        return new Uploader(config, objects) {
            /** The defect: the reference lets the failure through, and tries again. */
            @Override
            protected ObjectRange upload(FinishedFile file, TimeBudget budget) {
                try {
                    return super.upload(file, budget);
                } catch (SdkException e) {
                    if (file.reason() != Rotation.Reason.WALL_CLOCK) {
                        throw e;
                    }
                    LOG.error("{} could not be uploaded", file.key(), e);
                    return file.range();
                }
            }
        };
    }
}
