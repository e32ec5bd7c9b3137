package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.connect.sink.SinkRecord;

/** An Avro object container file. */
final class AvroEncoder implements RecordEncoder {
    private static final Map<Compression, CodecFactory> CODECS = Map.of(
            Compression.NONE, CodecFactory.nullCodec(),
            Compression.DEFLATE, CodecFactory.deflateCodec(6),
            Compression.ZSTD, CodecFactory.zstandardCodec(CodecFactory.DEFAULT_ZSTANDARD_LEVEL),
            Compression.SNAPPY, CodecFactory.snappyCodec());

    private final AvroRecords records;
    private final DataFileWriter<Object> writer;
    private final Spool spool;
    private long blockBytes;

    AvroEncoder(Compression compression, Spool spool, org.apache.kafka.connect.data.Schema schema) throws IOException {
        this.records = AvroRecords.of(schema);
        this.spool = spool;
        Schema avro = records.schema();
        writer = new DataFileWriter<>(new GenericDatumWriter<>(avro));
        writer.setCodec(CODECS.get(compression));
        // The same records make the same file: the marker between blocks, which is random otherwise, comes from the
        // schema.
        writer.create(avro, spool.out(), marker(avro));
    }

    private static byte[] marker(Schema schema) {
        byte[] marker = new byte[DataFileConstants.SYNC_SIZE];
        long print = org.apache.avro.SchemaNormalization.parsingFingerprint64(schema);
        for (int at = 0; at < marker.length; at++) {
            marker[at] = (byte) ((print >>> (8 * (at % Long.BYTES))) + 31 * at);
        }
        return marker;
    }

    @Override
    public void write(SinkRecord record) throws IOException {
        writer.append(records.of(record));
        blockBytes = spool.size();
    }

    /** Whole blocks only, so that it lags behind by up to one block. */
    @Override
    public long bytes() {
        return blockBytes;
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }
}
