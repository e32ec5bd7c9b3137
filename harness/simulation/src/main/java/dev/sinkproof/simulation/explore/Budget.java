package dev.sinkproof.simulation.explore;

import java.time.Duration;

/** How much exploring may cost: time, runs, or until the thread is interrupted. */
public final class Budget {
    private final long deadlineNanos;
    private final long runsMax;

    private Budget(long deadlineNanos, long runsMax) {
        this.deadlineNanos = deadlineNanos;
        this.runsMax = runsMax;
    }

    /** From now on. */
    public static Budget of(Duration time) {
        return new Budget(System.nanoTime() + time.toNanos(), Long.MAX_VALUE);
    }

    public static Budget ofRuns(long runs) {
        return new Budget(System.nanoTime() + Duration.ofDays(1).toNanos(), runs);
    }

    boolean allows(long runs) {
        return runs < runsMax
                && System.nanoTime() < deadlineNanos
                && !Thread.currentThread().isInterrupted();
    }
}
