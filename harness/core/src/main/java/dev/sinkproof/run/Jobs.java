package dev.sinkproof.run;

import dev.sinkproof.process.Uninterruptibly;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does things side by side. Threads: any. */
public final class Jobs {
    private Jobs() {}

    /**
     * Starts the jobs in their order, and returns when all have ended. When one fails, or the caller is interrupted, those that run are
     * interrupted and waited for, and the others are not started.
     *
     * @param atATime how many, at least one
     * @throws InterruptedIOException when the caller was interrupted, which it still is then; or a job was
     * @throws IOException the first that any of them threw; so with exceptions that are not checked
     */
    public static void run(int atATime, List<? extends Callable<?>> jobs) throws IOException {
        if (jobs.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atATime, jobs.size()));
        try {
            CompletionService<Object> running = new ExecutorCompletionService<>(threads);
            jobs.forEach(job -> running.submit(job::call));
            for (int ended = 0; ended < jobs.size(); ended++) {
                await(running.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            end(threads);
        }
    }

    private static void await(Future<?> job) throws IOException, InterruptedException {
        try {
            job.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Returns when no job runs any more. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        Uninterruptibly.await(() -> threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
    }
}
