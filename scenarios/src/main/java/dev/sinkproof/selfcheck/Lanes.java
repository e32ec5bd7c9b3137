package dev.sinkproof.selfcheck;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several simulations at a time, each with a target of its own. */
final class Lanes {
    private final Path logs;
    private final long seed;
    private final int count;

    /** What is done with one of them. */
    interface Work<T> {
        void in(SimulationLab lab, T item) throws IOException;
    }

    Lanes(Path logs, long seed, int count) {
        this.logs = logs;
        this.seed = seed;
        this.count = count;
    }

    /**
     * Takes the items one after another to whichever lane is free.
     *
     * @throws IOException the first that any of them threw
     */
    <T> void run(List<T> items, Work<T> work) throws IOException {
        AtomicInteger next = new AtomicInteger();
        int lanes = Math.min(count, items.size());
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, lanes));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int lane = 1; lane <= lanes; lane++) {
                Path folder = logs.resolve(Integer.toString(lane));
                running.add(executor.submit(() -> {
                    lane(folder, items, next, work);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while simulating");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a simulation failed", e.getCause());
        } finally {
            // Whoever is interrupted waits for runs that take less than a second each.
            next.set(items.size());
            executor.shutdown();
        }
    }

    private <T> void lane(Path folder, List<T> items, AtomicInteger next, Work<T> work) throws IOException {
        try (SimulationLab lab = SimulationLab.start(folder, seed)) {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                work.in(lab, items.get(i));
            }
        }
    }
}
