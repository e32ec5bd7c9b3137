package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** A file that records are being written to. Not thread-safe. */
final class OpenFile {
    private final String key;
    private final Schema schema;
    private final TopicPartition partition;
    private final String attempt;
    private final Spool spool;
    private final RecordEncoder encoder;
    private final long first;
    private long last;
    private long records;

    private OpenFile(
            String key, Schema schema, SinkRecord firstRecord, String attempt, Spool spool, RecordEncoder encoder) {
        this.key = key;
        this.schema = schema;
        this.partition = Source.partition(firstRecord);
        this.attempt = attempt;
        this.spool = spool;
        this.encoder = encoder;
        this.first = Source.offset(firstRecord);
    }

    /** Starts a file with this record in it; nothing is left when that cannot be. */
    static OpenFile startingWith(SinkRecord record, String folder, S3SinkConfig config, ObjectNames names)
            throws IOException {
        Spool spool = Spool.create(config.spoolDir());
        try {
            String attempt = UUID.randomUUID().toString();
            OpenFile file = new OpenFile(
                    names.key(folder, record, attempt),
                    record.valueSchema(),
                    record,
                    attempt,
                    spool,
                    config.format().open(config, spool, record.valueSchema()));
            file.write(record);
            return file;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    void write(SinkRecord record) throws IOException {
        encoder.write(record);
        last = Source.offset(record);
        records++;
    }

    boolean hasSchema(Schema other) {
        return Objects.equals(schema, other);
    }

    long bytes() {
        return encoder.bytes();
    }

    FinishedFile finish(long chunkNext, int chunkFiles, Rotation.Reason reason) throws IOException {
        encoder.finish();
        spool.finish();
        ObjectRange range = new ObjectRange(
                partition.topic(), partition.partition(), first, last, records, chunkNext, chunkFiles, attempt);
        return new FinishedFile(key, range, SchemaId.of(schema), reason, spool);
    }

    void discard() throws IOException {
        spool.close();
    }
}
