package dev.sinkproof.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition until a deadline. */
final class Await {
    private static final Duration POLL = Duration.ofMillis(50);

    private Await() {}

    /** A condition that may fail to be looked at. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until the condition holds; false when it did not within {@code most}. */
    static boolean until(Duration most, Condition condition) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Waits until the condition holds, or says what it waited for and what it last saw. */
    static void until(String what, Duration most, Condition condition, Supplier<String> lastSeen) throws IOException {
        if (!until(most, condition)) {
            throw new IOException("waited " + most.toMillis() + " ms for " + what + "; last seen: " + lastSeen.get());
        }
    }

    /** Lets a moment pass between two looks at a condition. */
    static void pause() throws InterruptedIOException {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
