package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows on local disk until it is uploaded. It has no name from the moment at which it is open (the operating system
 * removes it when its process ends, however that ends), so that nothing is left behind. Not thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long flushed;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    static Spool create(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "s3-sink-", ".spool");
        return new Spool(FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Appends to the file; closing it does nothing. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                append(bytes, from, length);
            }
        };
    }

    private void append(byte[] bytes, int from, int length) throws IOException {
        if (length > buffer.remaining()) {
            drain();
        }
        if (length > buffer.capacity()) {
            writeFully(ByteBuffer.wrap(bytes, from, length));
        } else {
            buffer.put(bytes, from, length);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            flushed += channel.write(bytes, flushed);
        }
    }

    long size() {
        return flushed + buffer.position();
    }

    /** Everything that was written is in the file from now on, so that it can be read. */
    void finish() throws IOException {
        drain();
    }

    /** Reads a part of a finished file; any number of times. */
    InputStream read(long from, long length) {
        return new InputStream() {
            private long position = from;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int at, int most) throws IOException {
                long left = from + length - position;
                if (left <= 0) {
                    return most == 0 ? 0 : -1;
                }
                int count = channel.read(ByteBuffer.wrap(bytes, at, (int) Math.min(most, left)), position);
                position += Math.max(0, count);
                return count;
            }
        };
    }

    /** The file is gone. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
