package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sinkproof.model.TimelineEvent;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The timeline as a file: plain JSON lines, so that it can be read while it grows. Numbers the events in the order in which
 * they arrive. What was appended is on its way to disk within {@link #FLUSH_MILLIS}, so that a killed run keeps it.
 *
 * <p>Threads: any number may append at once.
 */
public final class TimelineFile implements Closeable {
    /** The longest that an event stays in this process, milliseconds. */
    public static final long FLUSH_MILLIS = 100;

    /** Half of it, so that an event that just missed a flush is not late. */
    private static final long FLUSH_PERIOD_MILLIS = FLUSH_MILLIS / 2;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final Object lock = new Object();
    private final JsonGenerator json;
    private final ScheduledExecutorService flusher;
    private final ScheduledFuture<?> flushing;
    private long sequence;
    private boolean unflushed;
    private boolean closed;
    private IOException failure;

    private TimelineFile(Path file) throws IOException {
        this.file = file;
        this.json = Json.generator(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES));
        this.flusher = Executors.newSingleThreadScheduledExecutor(TimelineFile::daemon);
        this.flushing = flusher.scheduleWithFixedDelay(
                this::flushInBackground, FLUSH_PERIOD_MILLIS, FLUSH_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Makes the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is there: a timeline is never overwritten
     */
    public static TimelineFile create(Path file) throws IOException {
        return new TimelineFile(file);
    }

    /**
     * The events in a file, also one that is being written. {@link EvidenceFile.Ending#complete} tells only that no line is
     * cut: a timeline can't know whether more was to come.
     */
    public static EvidenceFile<TimelineEvent> read(Path file) {
        return new EvidenceFile<>(file, false, TimelineLines::new);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sinkproof-timeline");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Appends an event and gives it the next sequence; the one it came with does not count.
     *
     * @return the event with its sequence
     * @throws UncheckedIOException when it cannot be written, as when the disk is full; then for every later event as well
     * @throws IllegalStateException after {@link #close()}
     */
    public TimelineEvent append(TimelineEvent event) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("The timeline " + file + " is closed");
            }
            TimelineEvent numbered = numbered(event, sequence + 1);
            writing(() -> TimelineLines.write(json, numbered));
            sequence++;
            unflushed = true;
            return numbered;
        }
    }

    private static TimelineEvent numbered(TimelineEvent event, long sequence) {
        return new TimelineEvent(
                sequence,
                event.epochMicros(),
                event.source(),
                event.name(),
                event.task(),
                event.spans(),
                event.attributes());
    }

    /**
     * Hands all events to the operating system, which keeps them when this process is killed.
     *
     * @throws UncheckedIOException when they cannot be written
     */
    public void flush() {
        synchronized (lock) {
            if (unflushed) {
                writing(json::flush);
                unflushed = false;
            }
        }
    }

    private void flushInBackground() {
        try {
            flush();
        } catch (UncheckedIOException e) {
            // The next append, flush or close throws it: that is where somebody hears it.
            flushing.cancel(false);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void writing(Writing writing) {
        try {
            if (failure == null) {
                writing.run();
                return;
            }
        } catch (IOException e) {
            failure = e;
        }
        throw new UncheckedIOException("Cannot write the timeline " + file + ": " + failure.getMessage(), failure);
    }

    /** Writes what is left. Closing twice does nothing. */
    @Override
    public void close() throws IOException {
        flusher.shutdownNow();
        synchronized (lock) {
            if (!closed) {
                closed = true;
                json.close();
            }
        }
    }
}
