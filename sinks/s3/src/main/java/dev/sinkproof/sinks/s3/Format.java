package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/** What objects are made of. */
enum Format {
    JSON(".json", EnumSet.of(Compression.NONE, Compression.GZIP, Compression.ZSTD, Compression.SNAPPY)) {
        @Override
        RecordEncoder open(S3SinkConfig config, Spool spool, Schema schema) throws IOException {
            return new JsonLinesEncoder(config.compression(), spool);
        }
    },
    RAW(".bin", EnumSet.of(Compression.NONE, Compression.GZIP, Compression.ZSTD, Compression.SNAPPY)) {
        @Override
        RecordEncoder open(S3SinkConfig config, Spool spool, Schema schema) throws IOException {
            return new RawEncoder(config.rawSeparator(), config.compression(), spool);
        }
    },
    AVRO(".avro", EnumSet.of(Compression.NONE, Compression.DEFLATE, Compression.ZSTD, Compression.SNAPPY)) {
        @Override
        RecordEncoder open(S3SinkConfig config, Spool spool, Schema schema) throws IOException {
            return new AvroEncoder(config.compression(), spool, schema);
        }
    },
    PARQUET(".parquet", EnumSet.of(Compression.NONE, Compression.ZSTD, Compression.SNAPPY)) {
        @Override
        RecordEncoder open(S3SinkConfig config, Spool spool, Schema schema) throws IOException {
            return new ParquetEncoder(config.compression(), config.rowGroupBytes(), spool, schema);
        }
    };

    private final String extension;
    private final Set<Compression> compressions;

    Format(String extension, Set<Compression> compressions) {
        this.extension = extension;
        this.compressions = compressions;
    }

    /**
     * Starts a file.
     *
     * @param schema of the values; null when they have none
     * @throws org.apache.kafka.connect.errors.DataException when the format cannot hold values of this schema
     */
    abstract RecordEncoder open(S3SinkConfig config, Spool spool, Schema schema) throws IOException;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Format of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    Set<Compression> compressions() {
        return compressions;
    }

    /** Whether all records of a file must have one schema, so that another schema begins another file. */
    boolean oneSchema() {
        return this == AVRO || this == PARQUET;
    }

    /** The file name's ending. */
    String extension(Compression compression) {
        return oneSchema() ? extension : extension + compression.extension();
    }
}
