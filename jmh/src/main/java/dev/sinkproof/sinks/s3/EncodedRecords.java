package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The reference S3 sink's encoders without the sink around them. In its package, as they are nobody else's. What is encoded goes to a
 * file without a name on local disk, as there.
 */
public final class EncodedRecords {
    private final S3SinkConfig config;

    /** @param settings of a task */
    public EncodedRecords(Map<String, String> settings) {
        config = new S3SinkConfig(settings);
    }

    /** Encodes records of one schema, and returns how many bytes that makes. */
    public long encode(List<SinkRecord> records) throws IOException {
        try (Spool spool = spool(records)) {
            return spool.size();
        }
    }

    /** The bytes of the file that records of one schema make. */
    public byte[] bytes(List<SinkRecord> records) throws IOException {
        try (Spool spool = spool(records);
                InputStream in = spool.read(0, spool.size())) {
            return in.readAllBytes();
        }
    }

    private Spool spool(List<SinkRecord> records) throws IOException {
        Spool spool = Spool.create(config.spoolDir());
        Schema schema = records.get(0).valueSchema();
        RecordEncoder encoder = config.format().open(config, spool, schema);
        for (SinkRecord record : records) {
            encoder.write(record);
        }
        encoder.finish();
        spool.finish();
        return spool;
    }
}
