package dev.sinkproof.fault;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads for what no passing thread can do: triggers that follow other faults, or wait for time. */
final class FaultThreads implements AutoCloseable {
    /** Faults that follow one another may each be waiting for something to happen to the system. */
    private static final int THREADS = 4;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS, work -> {
        Thread thread = new Thread(work, "sinkproof-faults");
        thread.setDaemon(true);
        return thread;
    });

    private final Consumer<Throwable> failures;

    /** @param failures told of what a work threw that it should have accounted for itself */
    FaultThreads(Consumer<Throwable> failures) {
        this.failures = failures;
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // A plan without such triggers must not cost a thread.
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Something that may be interrupted at the end of the run. */
    interface Work {
        void run() throws InterruptedException;
    }

    void later(long delayMillis, Work work) {
        if (!executor.isShutdown()) {
            var unused = executor.schedule(() -> perform(work), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Work that somebody counts on: it begins at once, and {@link #endWaiting} does not prevent it. */
    void now(Work work) {
        Thread thread = new Thread(() -> perform(work), "sinkproof-fault");
        thread.setDaemon(true);
        thread.start();
    }

    private void perform(Work work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failures.accept(e);
        } catch (InterruptedException e) {
            // The run has ended; the engine has accounted for the fault.
            Thread.currentThread().interrupt();
        }
    }

    /** What has not begun never will. */
    void endWaiting() {
        executor.getQueue().clear();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
