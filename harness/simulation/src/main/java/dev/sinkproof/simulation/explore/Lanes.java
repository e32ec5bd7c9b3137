package dev.sinkproof.simulation.explore;

import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.SimulationThreads;
import dev.sinkproof.simulation.run.Simulator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Runs schedules side by side, each in a simulator of its own, and hands over what came of them in the order in which they were drawn.
 *
 * <p>A single simulator works on the caller's thread, several on threads of theirs.
 */
final class Lanes implements AutoCloseable {
    private final BlockingQueue<Simulator> idle;
    private final Supplier<Candidate> candidates;
    private final Deque<Future<Ran>> underWay = new ArrayDeque<>();
    private final int underWayMax;
    /** Null when all is done on the caller's. */
    private final SimulationThreads threads;

    /** What came of a schedule. */
    record Ran(Candidate candidate, SimulatedRun run, Oracle.Verdict verdict) {}

    /** @param candidates asked on the caller's thread; null when there are no more */
    Lanes(List<Simulator> simulators, Supplier<Candidate> candidates) {
        this.idle = new LinkedBlockingQueue<>(simulators);
        this.candidates = candidates;
        boolean alone = simulators.size() == 1;
        // While one waits for its turn to be looked at, its lane goes on with the next.
        this.underWayMax = alone ? 1 : 2 * simulators.size();
        this.threads = alone ? null : new SimulationThreads(simulators.size());
    }

    /** Waits for the next one in turn; empty when there are no more, or when the caller is interrupted. */
    Optional<Ran> next() {
        fill();
        Future<Ran> first = underWay.poll();
        return first == null ? Optional.empty() : result(first);
    }

    private void fill() {
        while (underWay.size() < underWayMax) {
            Candidate next = candidates.get();
            if (next == null) {
                return;
            }
            underWay.add(start(next));
        }
    }

    private Future<Ran> start(Candidate candidate) {
        if (threads != null) {
            return threads.start(() -> run(candidate));
        }
        FutureTask<Ran> work = new FutureTask<>(() -> run(candidate));
        work.run();
        return work;
    }

    private Ran run(Candidate candidate) {
        Simulator simulator = idle.remove();
        try {
            SimulatedRun run = simulator.run(candidate.schedule());
            return new Ran(candidate, run, new Oracle().judge(run));
        } finally {
            idle.add(simulator);
        }
    }

    private static Optional<Ran> result(Future<Ran> run) {
        try {
            return Optional.of(run.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Returns when what runs has come to its end; what waits for its turn is left out. */
    @Override
    public void close() {
        underWay.forEach(waiting -> waiting.cancel(false));
        if (threads != null) {
            threads.close();
        }
    }
}
