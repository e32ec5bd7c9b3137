package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a compressed file of evidence. {@link #finish()} says that nothing is missing; a file that is only closed, as when
 * reading the target failed midway, is incomplete to those who read it. Used by one thread.
 *
 * @param <T> kind of element
 */
public final class EvidenceWriter<T> implements Consumer<T>, Closeable {
    /** Writes one element and what has to stand before it. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(JsonGenerator json, RowWriter rows, T element) throws IOException;
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final OutputStream raw;
    private final JsonGenerator json;
    private final RowWriter rows;
    private final ElementWriter<? super T> elementWriter;
    private long count;
    private boolean finished;

    private EvidenceWriter(Path file, OutputStream raw, ElementWriter<? super T> elementWriter) throws IOException {
        this.file = file;
        this.raw = raw;
        this.json = Json.generator(new Compressed(raw));
        this.rows = new RowWriter(json);
        this.elementWriter = elementWriter;
    }

    /** Makes the file, or empties it. */
    static <T> EvidenceWriter<T> open(Path file, ElementWriter<? super T> elementWriter) throws IOException {
        return to(file, Files.newOutputStream(file), elementWriter);
    }

    /** Writes to a stream instead of the file that errors name; closes the stream in the end. */
    static <T> EvidenceWriter<T> to(Path file, OutputStream raw, ElementWriter<? super T> elementWriter)
            throws IOException {
        try {
            return new EvidenceWriter<>(file, raw, elementWriter);
        } catch (IOException e) {
            raw.close();
            throw failed(file, e);
        }
    }

    private static IOException failed(Path file, IOException cause) {
        return new IOException("Cannot write evidence to " + file + ": " + cause.getMessage(), cause);
    }

    /** At the fastest level: the time goes into compressing. A flush of ours reaches the disk. */
    private static final class Compressed extends GZIPOutputStream {
        Compressed(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /**
     * Writes an element.
     *
     * @throws UncheckedIOException when it cannot be written, as when the disk is full
     * @throws IllegalArgumentException when it holds a value that is not canonical; the file is then of no use
     */
    @Override
    public void accept(T element) {
        if (finished) {
            throw new IllegalStateException("finish() was called before");
        }
        try {
            elementWriter.write(json, rows, element);
            json.writeRaw('\n');
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(failed(file, e));
        }
    }

    /** How many elements were written. */
    public long count() {
        return count;
    }

    /** Brings all that was written to where it outlives this process. Costs compression: not for each element. */
    public void flush() throws IOException {
        try {
            json.flush();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Marks the file as complete. */
    public void finish() throws IOException {
        if (!finished) {
            json.writeStartObject();
            json.writeNumberField(RowReader.END, count);
            json.writeEndObject();
            json.writeRaw('\n');
            finished = true;
            flush();
        }
    }

    /** Closes the file; it is complete only after {@link #finish()}. */
    @Override
    public void close() throws IOException {
        try (raw) {
            json.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
