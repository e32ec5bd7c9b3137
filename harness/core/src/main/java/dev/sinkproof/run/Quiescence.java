package dev.sinkproof.run;

import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits until the target stands still. Absence takes longer to prove than presence: while rows are missing, the target
 * must stand still for much longer, because a connector may write late what it has already committed.
 */
final class Quiescence {
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final Duration HOLD_WHILE_INCOMPLETE = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofSeconds(60);

    private final TargetSession target;
    private final long expectedRows;
    private String fingerprint = "";
    private long lastChange = System.nanoTime();
    private boolean complete;

    Quiescence(TargetSession target, long expectedRows) {
        this.target = target;
        this.expectedRows = expectedRows;
    }

    /** True when the target stood still for the hold time; false when it kept changing. */
    boolean await() throws IOException {
        return Await.until(MOST, () -> standsStillFor(complete ? HOLD : HOLD_WHILE_INCOMPLETE) || completeAndStill());
    }

    /** True when the target stood still for this hold time, however many rows it has. */
    boolean await(Duration hold) throws IOException {
        return Await.until(MOST, () -> standsStillFor(hold));
    }

    private boolean completeAndStill() throws IOException {
        if (!standsStillFor(HOLD) || complete) {
            return false;
        }
        complete = target.countRows() >= expectedRows;
        return complete;
    }

    private boolean standsStillFor(Duration hold) throws IOException {
        String now = target.fingerprint();
        if (!now.equals(fingerprint)) {
            fingerprint = now;
            lastChange = System.nanoTime();
        }
        return System.nanoTime() - lastChange >= hold.toNanos();
    }
}
