package dev.sinkproof.selfcheck;

import dev.sinkproof.simulation.run.SimulationThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * @throws InterruptedIOException when the thread was interrupted; no lane is at work any more
     * @throws IOException the first that any of them threw
     */
    <T> void run(List<T> items, Work<T> work) throws IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean givenUp = new AtomicBoolean();
        int lanes = Math.min(count, items.size());
        try (SimulationThreads threads = new SimulationThreads(Math.max(1, lanes))) {
            try {
                List<Future<Void>> running = new ArrayList<>();
                for (int lane = 1; lane <= lanes; lane++) {
                    Path folder = logs.resolve(Integer.toString(lane));
                    running.add(threads.start(() -> lane(folder, items, next, givenUp, work)));
                }
                for (Future<Void> one : running) {
                    one.get();
                }
            } finally {
                // Where all are done this changes nothing; else each ends with the case that it is at, which takes less
                // than a second.
                givenUp.set(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while simulating");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a simulation failed: " + e.getCause(), e.getCause());
        }
    }

    private <T> Void lane(Path folder, List<T> items, AtomicInteger next, AtomicBoolean givenUp, Work<T> work)
            throws IOException {
        try (SimulationLab lab = SimulationLab.start(folder, seed, givenUp::get)) {
            int item = next.getAndIncrement();
            while (item < items.size() && !givenUp.get()) {
                work.in(lab, items.get(item));
                item = next.getAndIncrement();
            }
        }
        return null;
    }
}
