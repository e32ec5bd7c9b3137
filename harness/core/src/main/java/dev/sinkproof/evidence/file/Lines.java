package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The whole lines of a file, one after the other, and how much follows the last of them. Used by one thread. */
final class Lines implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private int filled;
    private long number;

    private Lines(InputStream in) {
        this.in = in;
    }

    static Lines open(Path file, boolean compressed) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new Lines(compressed ? decompressed(raw) : raw);
        } catch (IOException e) {
            raw.close();
            throw new IOException(file + " is not compressed evidence: " + e.getMessage(), e);
        }
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        try {
            return new GZIPInputStream(new BufferedInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
        } catch (EOFException e) {
            // The writer was killed before anything but a part of the header was on disk; nothing is left to read.
            return raw;
        }
    }

    /** Goes to the next line; false when there is no further whole one. */
    boolean next() throws IOException {
        start = number == 0 ? 0 : end + 1;
        int searched = start;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i;
                    number++;
                    return true;
                }
            }
            searched = filled;
            int moved = makeRoom();
            searched -= moved;
            if (!fill()) {
                return false;
            }
        }
    }

    /** Moves what is left of the buffer to its beginning, or makes it larger when a line fills it; tells by how much. */
    private int makeRoom() {
        if (filled < buffer.length) {
            return 0;
        }
        if (start == 0) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            return 0;
        }
        int moved = start;
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= moved;
        start = 0;
        return moved;
    }

    private boolean fill() throws IOException {
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(read, 0);
            return read > 0;
        } catch (EOFException e) {
            // The compressed stream is cut: what it held so far was read.
            return false;
        }
    }

    /** A parser of the current line. */
    JsonParser parser() throws IOException {
        return Json.FACTORY.createParser(buffer, start, end - start);
    }

    /** Which line this is, from 1. */
    long number() {
        return number;
    }

    /** How much follows the last whole line; to be asked after the end. */
    long cutBytes() {
        return (long) filled - start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
