package dev.sinkproof.sinks.s3;

import java.util.function.LongSupplier;

/** How long one call of Connect's may take. */
public final class TimeBudget {
    private final LongSupplier nanoTime;
    private final long end;

    TimeBudget(long millis, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + millis * 1_000_000;
    }

    /** @throws OutOfTimeException when it is used up */
    void check() {
        if (nanoTime.getAsLong() - end > 0) {
            throw new OutOfTimeException();
        }
    }
}
