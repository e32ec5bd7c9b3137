package dev.sinkproof.sinks.s3;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

/** How file contents are compressed: by a stream around the file, or by the format itself. */
enum Compression {
    NONE(""),
    GZIP(".gz"),
    DEFLATE(""),
    ZSTD(".zst"),
    SNAPPY(".sz");

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Compression of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** What a file that is compressed as a whole has after its own extension. */
    String extension() {
        return extension;
    }

    /** A stream that compresses what is written to it. The same input gives the same output, byte for byte. */
    OutputStream around(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, 8192);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
            case SNAPPY -> new SnappyFramedOutputStream(out);
            case DEFLATE -> throw new IllegalArgumentException("deflate compresses the blocks of an Avro file only");
        };
    }
}
