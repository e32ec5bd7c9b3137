package dev.sinkproof.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written to the harness, in the order in which it happened, and who waits for an answer.
 *
 * <p>Whether a passing is held is decided under the same lock that gives it its place in the queue. So once the harness has
 * read the confirmation of an armed set, every later passing on the connection obeys that set.
 *
 * <p>Threads: any; tasks never wait here for the harness, except in a hold.
 */
final class Outbox {
    /** To wake the writing thread costs the task more than all else; so what is not urgent waits for its next look. */
    private static final long LOOK_NANOS = 10_000_000L;

    /** A harness that does not read must not keep a worker from ending. */
    private static final long END_NANOS = 2_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition flushed = lock.newCondition();
    private final Map<Long, Hold> holds = new HashMap<>();
    private final int passingsMax;
    private List<Message> queue = new ArrayList<>();
    private long lastHold = Wire.UNHELD;
    private long dropped;
    private long droppedReported;
    private long appendedCount;
    private long writtenCount;
    private boolean ending;
    private volatile Set<Point> armed = Set.of();
    private volatile boolean open = true;

    /** @param passingsMax how many messages may wait before further unheld passings are dropped (and counted) */
    Outbox(int passingsMax) {
        this.passingsMax = passingsMax;
    }

    /** False once the harness is gone: nothing is worth observing any more. */
    boolean isOpen() {
        return open;
    }

    /** Whether the point is armed right now; a hint, {@link #pass} decides. */
    boolean isArmed(Point point) {
        return armed.contains(point);
    }

    /**
     * Reports the passing, and keeps the calling thread until the harness answers when the point is armed.
     *
     * @return what the thread has to throw; null to go on
     */
    Injection pass(Passing passing) {
        Hold hold = enqueue(passing);
        return hold == null ? null : hold.await();
    }

    private Hold enqueue(Passing passing) {
        lock.lock();
        try {
            if (!open) {
                return null;
            }
            Hold hold = isArmed(passing.point()) ? enqueueHeld(passing) : enqueueUnheld(passing);
            if (ending) {
                awaitWritten();
            }
            return hold;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The JVM ends, possibly right after the next passing. From now on each passing is written before its thread goes on, so
     * that the last ones are not lost with the writing thread; this call does the same for those that wait already.
     */
    void end() {
        lock.lock();
        try {
            ending = true;
            awaitWritten();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWritten() {
        long last = appendedCount;
        long leftNanos = END_NANOS;
        boolean interrupted = false;
        while (open && writtenCount < last && leftNanos > 0) {
            try {
                leftNanos = flushed.awaitNanos(leftNanos);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** So many of the messages that were taken have left the process. */
    void written(int messages) {
        lock.lock();
        try {
            writtenCount += messages;
            flushed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Hold enqueueHeld(Passing passing) {
        Hold hold = new Hold();
        holds.put(++lastHold, hold);
        append(Message.passing(passing, lastHold));
        return hold;
    }

    private Hold enqueueUnheld(Passing passing) {
        if (queue.size() >= passingsMax) {
            dropped++;
        } else if (passing.point().isFollowed()) {
            appendQuietly(Message.passing(passing, Wire.UNHELD));
        } else {
            append(Message.passing(passing, Wire.UNHELD));
        }
        return null;
    }

    /** Sends something that is never dropped. */
    void send(Message message) {
        lock.lock();
        try {
            if (open) {
                append(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Replaces the armed set and confirms it at this place in the order. */
    void arm(Set<Point> points, int request) {
        lock.lock();
        try {
            armed = points;
            append(Message.armed(request));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the holder of this number go on.
     *
     * @param thrown what its thread throws instead; null for nothing
     */
    void release(long number, Injection thrown) {
        lock.lock();
        try {
            Hold hold = holds.remove(number);
            if (hold != null) {
                hold.release(thrown);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many threads are held right now. */
    int held() {
        lock.lock();
        try {
            return holds.size();
        } finally {
            lock.unlock();
        }
    }

    /** The harness is gone: everybody goes on, and nothing is reported any more. */
    void close() {
        lock.lock();
        try {
            open = false;
            armed = Set.of();
            queue = new ArrayList<>();
            holds.values().forEach(hold -> hold.release(null));
            holds.clear();
            filled.signalAll();
            flushed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes everything that waits; waits for something when there is nothing.
     *
     * @return in order; empty when closed
     */
    List<Message> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = LOOK_NANOS;
            while (open && queue.isEmpty()) {
                left = left > 0 ? filled.awaitNanos(left) : LOOK_NANOS;
            }
            addDropped();
            List<Message> taken = queue;
            queue = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void addDropped() {
        if (open && dropped > droppedReported) {
            droppedReported = dropped;
            append(Message.dropped(dropped));
        }
    }

    private void append(Message message) {
        appendQuietly(message);
        filled.signal();
    }

    /** Leaves it to the next message, or to the writer's next look, to have this one sent. */
    private void appendQuietly(Message message) {
        queue.add(message);
        appendedCount++;
    }
}
