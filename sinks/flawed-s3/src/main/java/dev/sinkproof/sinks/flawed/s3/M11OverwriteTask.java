package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.ObjectStore;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import dev.sinkproof.sinks.s3.Uploader;

/** M11: see {@link M11OverwriteConnector}. */
public class M11OverwriteTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M11OverwriteTask() {}

    @Override
    protected Uploader newUploader(S3SinkConfig config, ObjectStore objects) {
        return new Uploader(config, objects) {
            /** The defect: names are as with exactly-once, where the reference replaces nothing. */
            @Override
            protected boolean ifAbsent() {
                return false;
            }
        };
    }
}
