package dev.sinkproof.simulation.run;

import dev.sinkproof.process.Uninterruptibly;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Threads on which simulations run side by side. They are never interrupted, as a run that ends half way would say something about its
 * subject. Used by one thread.
 */
public final class SimulationThreads implements AutoCloseable {
    private final ExecutorService executor;
    /** The executor counts as ended when the last of them is about to end. */
    private final Collection<Thread> started = new ConcurrentLinkedQueue<>();

    /** @param count how many, at least one; each is started when it is first needed */
    public SimulationThreads(int count) {
        this.executor = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "simulating");
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
    }

    /** Does something on the next thread that is free. Whoever gives it up before its turn leaves it out. */
    public <T> Future<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        executor.execute(task);
        return task;
    }

    /** Returns when all that was started has come to its end and no thread is left, also when the caller is interrupted meanwhile. */
    @Override
    public void close() {
        executor.shutdown();
        Uninterruptibly.await(() -> {
            executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            for (Thread thread : started) {
                thread.join();
            }
        });
    }
}
