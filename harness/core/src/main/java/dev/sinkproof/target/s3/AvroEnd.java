package dev.sinkproof.target.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Notices an Avro file that ends within a block: Avro's own reader takes the end of the stream for the end of the file, wherever it
 * is. A whole file ends with the marker that stands in its header.
 */
final class AvroEnd extends FilterInputStream {
    private static final int HEADER_BYTES_MOST = 16 * 1024 * 1024;

    private final byte[] marker;
    private byte[] tail = new byte[0];

    private AvroEnd(InputStream content, byte[] marker) {
        super(content);
        this.marker = marker;
    }

    /** @param content at its beginning; supports marks, and is there again from this stream */
    static AvroEnd watching(InputStream content) throws IOException {
        content.mark(HEADER_BYTES_MOST);
        BinaryDecoder header = DecoderFactory.get().directBinaryDecoder(content, null);
        header.skipFixed(DataFileConstants.MAGIC.length);
        ByteBuffer value = null;
        for (long left = header.readMapStart(); left > 0; left = header.mapNext()) {
            for (long entry = 0; entry < left; entry++) {
                header.skipString();
                value = header.readBytes(value);
            }
        }
        byte[] marker = new byte[DataFileConstants.SYNC_SIZE];
        header.readFixed(marker);
        content.reset();
        return new AvroEnd(content, marker);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        if (count > 0) {
            keep(bytes, from, count);
        }
        return count;
    }

    private void keep(byte[] bytes, int from, int count) {
        int fresh = Math.min(count, marker.length);
        int old = Math.min(tail.length, marker.length - fresh);
        byte[] kept = Arrays.copyOfRange(tail, tail.length - old, tail.length - old + old + fresh);
        System.arraycopy(bytes, from + count - fresh, kept, old, fresh);
        tail = kept;
    }

    /** @throws EOFException when the file, which was read to the end of the stream, is not whole */
    void requireWhole() throws EOFException {
        if (!Arrays.equals(tail, marker)) {
            throw new EOFException("the last block of the Avro file is not complete");
        }
    }
}
