package dev.sinkproof.target;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Watches and reads back what one run writes to a target.
 *
 * <p>Life cycle: {@link #begin()} once, before the subject can write; then any number of {@link #fingerprint()}; then
 * {@link #readSnapshot} and {@link #readHistory}; then {@link #close()}, which removes everything that the session and the
 * subject made in the target. Used by one thread at a time.
 *
 * <p>A runtime exception thrown by a consumer ends the reading and reaches the caller as it is.
 */
public interface TargetSession extends AutoCloseable {
    /**
     * Starts to record changes.
     *
     * @throws IOException when the target cannot be watched; {@link #close()} then removes what was already made
     */
    void begin() throws IOException;

    /** A short text that differs when the target's content has changed since the last call. */
    String fingerprint() throws IOException;

    /** Hands over every row of the run's containers. A container that does not exist has no rows. */
    void readSnapshot(Consumer<? super TargetRow> rows) throws IOException;

    /** How many rows {@link #readSnapshot} would hand over. */
    default long countRows() throws IOException {
        AtomicLong rows = new AtomicLong();
        readSnapshot(row -> rows.incrementAndGet());
        return rows.get();
    }

    /**
     * What the rows of the last {@link #readSnapshot} came from; empty when the target is no object store.
     *
     * @throws IOException when there was no snapshot yet
     */
    default Optional<List<TargetObject>> readObjects() throws IOException {
        return Optional.empty();
    }

    /** Whether the target records its changes, so that {@link #readHistory} can be called. */
    boolean recordsHistory();

    /** Hands over every change since {@link #begin()}, in commit order; from the start each time it is called. */
    void readHistory(Consumer<? super TargetChange> changes) throws IOException;

    /** Removes what the session and the subject made; allowed at any time, also when {@link #begin()} failed, and twice. */
    @Override
    void close() throws IOException;
}
