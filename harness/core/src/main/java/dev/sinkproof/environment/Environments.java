package dev.sinkproof.environment;

import dev.sinkproof.process.Uninterruptibly;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Environments alike, on each of which one case runs at a time. The first is there from the beginning; the others are started one
 * after another while it is used already. One that cannot be started is told and done without.
 *
 * <p>Threads: any.
 */
public final class Environments implements AutoCloseable {
    private final Environment first;
    private final int wanted;
    private final List<Environment> all = new ArrayList<>();
    private final Deque<Environment> free = new ArrayDeque<>();
    private Thread starting;
    private boolean closed;

    /** Starts one. */
    @FunctionalInterface
    public interface Starter {
        /** @param number from 1 */
        Environment start(int number) throws IOException;
    }

    private Environments(Environment first, int wanted) {
        this.first = first;
        this.wanted = wanted;
        all.add(first);
        free.add(first);
    }

    /** One environment, which is ready. */
    public static Environments of(Environment one) {
        return new Environments(one, 1);
    }

    /**
     * Starts the first, and returns when it is ready.
     *
     * @param wanted how many there are to be, at least one
     * @param trouble is told, for people, why there are fewer
     * @throws IOException when the first cannot be started
     */
    public static Environments start(int wanted, Starter starter, Consumer<String> trouble) throws IOException {
        if (wanted < 1) {
            throw new IllegalArgumentException("no environment is wanted: " + wanted);
        }
        Environments environments = new Environments(starter.start(1), wanted);
        if (wanted > 1) {
            environments.startMeanwhile(starter, trouble);
        }
        return environments;
    }

    private void startMeanwhile(Starter starter, Consumer<String> trouble) {
        starting = new Thread(() -> startOthers(starter, trouble), "sinkproof-environments");
        starting.setDaemon(true);
        starting.start();
    }

    private void startOthers(Starter starter, Consumer<String> trouble) {
        for (int number = 2; number <= wanted && !isClosed(); number++) {
            try {
                add(starter.start(number));
            } catch (IOException | RuntimeException e) {
                if (!isClosed()) {
                    trouble.accept("only " + (number - 1) + " of " + wanted
                            + " cases run side by side, as no further environment can be started: " + e.getMessage());
                }
                return;
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void add(Environment environment) {
        all.add(environment);
        free.add(environment);
        notifyAll();
    }

    /** One of them, for what is the same in all: it is not taken, so no case may be run on it. */
    public Environment first() {
        return first;
    }

    /** How many there are to be. */
    public int wanted() {
        return wanted;
    }

    /**
     * Takes one that is free, for one case; waits for one if need be.
     *
     * @throws InterruptedIOException when interrupted meanwhile
     */
    public synchronized Environment take() throws InterruptedIOException {
        while (free.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for an environment to be free");
            }
        }
        return free.pop();
    }

    /** Gives back what was taken. */
    public synchronized void giveBack(Environment environment) {
        free.push(environment);
        notifyAll();
    }

    /** Ends all of them; none may be in use. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (starting != null) {
            starting.interrupt();
            Uninterruptibly.await(starting::join);
        }
        // Who is interrupted waits for nothing, and to end them takes waiting.
        boolean interrupted = Thread.interrupted();
        all.parallelStream().forEach(Environment::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
