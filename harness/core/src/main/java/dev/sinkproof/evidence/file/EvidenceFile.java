package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonParser;
import dev.sinkproof.evidence.EvidenceStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A file of evidence, read from its beginning each time. Immutable; several threads may read at once, also while it is being
 * written.
 *
 * <p>When the writer was killed, the last line may be cut. What comes before is evidence all the same: it is handed over, and
 * {@link #readAll} and {@link #inspect} tell that something is missing. Whatever else can't be read is an
 * {@link IOException}.
 *
 * @param <T> kind of element
 */
public final class EvidenceFile<T> implements EvidenceStream<T> {
    /**
     * How a file ended.
     *
     * @param elements how many elements could be read
     * @param complete whether these are all; false when the writer was killed or failed
     * @param cutBytes how much there is of a last line that is cut, in uncompressed bytes; 0 where none is
     */
    public record Ending(long elements, boolean complete, long cutBytes) {}

    /**
     * Reads the lines of one kind of file.
     *
     * @param <T> kind of element
     */
    interface LineReader<T> {
        /**
         * Reads one line, of which the parser has read the first token.
         *
         * @return the element; null when the line is none
         * @throws IllegalArgumentException when this kind of file has no such line
         */
        T read(JsonParser parser) throws IOException;

        /** Whether nothing more has to come, if no line is cut. */
        boolean ended();
    }

    private final Path file;
    private final boolean compressed;
    private final Supplier<? extends LineReader<T>> readers;

    EvidenceFile(Path file, boolean compressed, Supplier<? extends LineReader<T>> readers) {
        this.file = file;
        this.compressed = compressed;
        this.readers = readers;
    }

    /** {@inheritDoc} An incomplete file is handed over as far as it goes; {@link #inspect} tells. */
    @Override
    public void forEach(Consumer<? super T> consumer) throws IOException {
        readAll(consumer);
    }

    /** Reads the whole file only to see how it ends. */
    public Ending inspect() throws IOException {
        return readAll(element -> {});
    }

    /** Hands every element to {@code consumer}, then tells how the file ended. */
    public Ending readAll(Consumer<? super T> consumer) throws IOException {
        LineReader<T> reader = readers.get();
        long elements = 0;
        try (Lines lines = Lines.open(file, compressed)) {
            while (lines.next()) {
                T element = read(lines, reader);
                if (element != null) {
                    consumer.accept(element);
                    elements++;
                }
            }
            return new Ending(elements, reader.ended() && lines.cutBytes() == 0, lines.cutBytes());
        }
    }

    private T read(Lines lines, LineReader<T> reader) throws IOException {
        try (JsonParser parser = lines.parser()) {
            parser.nextToken();
            return reader.read(parser);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Line " + lines.number() + " of " + file + " is damaged: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
