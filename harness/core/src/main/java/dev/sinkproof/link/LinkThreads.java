package dev.sinkproof.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of a link, so that closing it can wait for the last of them. Thread-safe. */
final class LinkThreads {
    private final String prefix;
    private final List<Thread> threads = new ArrayList<>();

    LinkThreads(String worker) {
        this.prefix = "link-" + worker + "-";
    }

    /** Starts a daemon thread. */
    synchronized Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, prefix + name);
        thread.setDaemon(true);
        threads.removeIf(other -> !other.isAlive());
        threads.add(thread);
        thread.start();
        return thread;
    }

    /**
     * Waits until all threads but the caller's have ended.
     *
     * @return those that still run when the time is over
     */
    List<Thread> awaitEnd(long millisMax) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        boolean interrupted = false;
        List<Thread> alive = alive();
        while (!alive.isEmpty() && System.nanoTime() < deadline) {
            try {
                alive.get(0).join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            alive = alive();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return alive;
    }

    private synchronized List<Thread> alive() {
        return threads.stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }
}
