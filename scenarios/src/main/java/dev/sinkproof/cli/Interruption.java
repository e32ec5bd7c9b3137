package dev.sinkproof.cli;

import java.time.Duration;

/**
 * Ctrl-C: interrupts the suite's thread and gives it a moment to write down what it has and to end its processes, before
 * the JVM ends with exit code 130.
 */
final class Interruption implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Thread suite = Thread.currentThread();
    private final Thread hook = new Thread(this::interrupt, "sinkproof-interruption");
    private boolean finished;

    private Interruption() {}

    /** Guards what the calling thread does until {@link #close()}. */
    static Interruption guard() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        suite.interrupt();
        long deadline = System.nanoTime() + GRACE.toNanos();
        synchronized (this) {
            while (!finished && System.nanoTime() < deadline) {
                try {
                    wait(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            finished = true;
            notifyAll();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is what made us end; there is nothing left to guard.
        }
    }
}
