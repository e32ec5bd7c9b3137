package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A Parquet file, with the same types as the Avro file of the same schema. */
final class ParquetEncoder implements RecordEncoder {
    private static final Map<Compression, CompressionCodecName> CODECS = Map.of(
            Compression.NONE, CompressionCodecName.UNCOMPRESSED,
            Compression.ZSTD, CompressionCodecName.ZSTD,
            Compression.SNAPPY, CompressionCodecName.SNAPPY);

    private final AvroRecords records;
    private final ParquetWriter<GenericRecord> writer;

    ParquetEncoder(Compression compression, long rowGroupBytes, Spool spool, Schema schema) throws IOException {
        if (schema == null || schema.type() != Schema.Type.STRUCT) {
            throw new DataException("format=parquet needs values that are structs with a schema, but got "
                    + (schema == null ? "one without a schema" : schema.type()));
        }
        records = AvroRecords.of(schema);
        writer = AvroParquetWriter.<GenericRecord>builder(new SpoolFile(spool))
                .withSchema(records.schema())
                .withDataModel(GenericData.get())
                .withConf(new ThreeLevelLists())
                .withCompressionCodec(CODECS.get(compression))
                .withRowGroupSize(rowGroupBytes)
                .build();
    }

    /**
     * The lists that Parquet's own specification describes, because those of the library's default cannot hold a null. It shows
     * its settings to whoever asks for one, but to nobody who wants all of them: codecs would copy them to a Hadoop configuration,
     * and parquet-floor's has no room for any.
     */
    private static final class ThreeLevelLists extends PlainParquetConfiguration {
        ThreeLevelLists() {
            setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        }

        @Override
        public Iterator<Map.Entry<String, String>> iterator() {
            return Collections.emptyIterator();
        }
    }

    @Override
    public void write(SinkRecord record) throws IOException {
        writer.write((GenericRecord) records.of(record));
    }

    @Override
    public long bytes() {
        return writer.getDataSize();
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }

    /** Parquet writes to a spool as to any file. */
    private record SpoolFile(Spool spool) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            OutputStream out = spool.out();
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return spool.size();
                }

                @Override
                public void write(int value) throws IOException {
                    out.write(value);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
