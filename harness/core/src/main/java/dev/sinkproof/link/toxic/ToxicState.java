package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;

/**
 * A toxic at work on one direction of one connection.
 *
 * <p>Threads: called by one thread at a time, with a lock held: must not block. Pieces go on in the order in which they were scheduled, so a piece
 * that is due before an earlier one waits for it.
 */
public interface ToxicState {
    /** How much waits at most before a toxic that waits pushes back on the sender, in bytes. */
    long WAITING_BYTES_MAX = 64 * 1024;

    /** The toxic was added, changed, or the connection has begun. */
    default void begun(Schedule schedule) {
        // Most wait for bytes.
    }

    /**
     * Bytes have come. What is not scheduled is swallowed.
     *
     * @param arrivedNanos when, by {@link System#nanoTime}; before now only when settings were changed while they waited
     */
    default void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
        schedule.bytes(piece, schedule.nowNanos());
    }

    /** The sender has ended, or a toxic before this one ends the connection. */
    default void ending(Ending how, Schedule schedule) {
        schedule.ending(how, schedule.nowNanos());
    }

    /** How many bytes it lets wait before it pushes back. */
    default long waitingBytesMax() {
        return WAITING_BYTES_MAX;
    }

    /** Whether removing it closes the connection. */
    default boolean closesWhenRemoved() {
        return false;
    }

    /** How a direction ends. */
    enum Ending {
        /** No more bytes come. */
        FINISH,
        /** The connection is closed. */
        CUT,
        /** The connection is reset. */
        RESET
    }

    /** Where a toxic says what goes on and when. */
    interface Schedule {
        /** Now, by {@link System#nanoTime}. */
        long nowNanos();

        /** Lets a piece go on. */
        void bytes(ByteBuffer piece, long dueNanos);

        /** Ends the direction or the connection. */
        void ending(Ending how, long dueNanos);
    }
}
