package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.process.ManagedProcess;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a process to be ready, and gives up at once when it has ended. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(25);

    private Patience() {}

    static void await(String what, Duration most, ManagedProcess process, BooleanSupplier ready)
            throws InterruptedIOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.alive()) {
                throw new EnvironmentException("waited for " + what + ", but " + process.obituary());
            }
            if (System.nanoTime() > deadline) {
                throw new EnvironmentException("waited " + most.toSeconds() + " s for " + what + "; its process "
                        + process.pid() + " runs, but does not answer");
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + what);
            }
        }
    }
}
