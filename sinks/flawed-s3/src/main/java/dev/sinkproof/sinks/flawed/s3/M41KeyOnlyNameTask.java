package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.s3.ObjectNames;
import dev.sinkproof.sinks.s3.S3SinkConfig;
import dev.sinkproof.sinks.s3.S3SinkTask;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/** M41: see {@link M41KeyOnlyNameConnector}. */
public class M41KeyOnlyNameTask extends S3SinkTask {
    /** For Connect, which creates tasks by reflection. */
    public M41KeyOnlyNameTask() {}

    @Override
    protected ObjectNames newNames(S3SinkConfig config) {
        return new ObjectNames(config) {
            /** The defect: the reference's names hold offset and attempt. */
            @Override
            protected String key(String folder, SinkRecord first, String attempt) {
                return first.topic() + "/" + folder + "/"
                        + URLEncoder.encode(String.valueOf(first.key()), StandardCharsets.UTF_8);
            }
        };
    }
}
