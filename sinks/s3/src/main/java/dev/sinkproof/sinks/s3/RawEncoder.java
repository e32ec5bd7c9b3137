package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The values' bytes as they are, each followed by a separator, which therefore must not occur in them. */
final class RawEncoder implements RecordEncoder {
    private final byte[] separator;
    private final OutputStream out;
    private long bytes;

    RawEncoder(byte[] separator, Compression compression, Spool spool) throws IOException {
        this.separator = separator;
        this.out = compression.around(spool.out());
    }

    @Override
    public void write(SinkRecord record) throws IOException {
        byte[] value = bytes(record.value());
        if (contains(value, separator)) {
            throw new DataException(
                    "the value holds the separator of format=raw, so that a reader could not tell where it ends;"
                            + " choose another format.raw.separator or another format");
        }
        out.write(value);
        out.write(separator);
        bytes += value.length + separator.length;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            return Bytes.of(buffer);
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new DataException("format=raw takes values that are bytes or a text, but got one of " + value.getClass()
                + "; use ByteArrayConverter or StringConverter, or another format");
    }

    /** Whether the text begins anywhere in the value, or at its end and goes on in the separator that follows. */
    private static boolean contains(byte[] value, byte[] separator) {
        if (separator.length == 0) {
            return false;
        }
        byte[] both = java.util.Arrays.copyOf(value, value.length + separator.length);
        System.arraycopy(separator, 0, both, value.length, separator.length);
        for (int start = 0; start < value.length; start++) {
            if (java.util.Arrays.equals(both, start, start + separator.length, separator, 0, separator.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void finish() throws IOException {
        out.close();
    }
}
