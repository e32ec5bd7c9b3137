package dev.sinkproof.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<Long, Hold> holds = new HashMap<>();
    private final int passingsMax;
    private List<Message> queue = new ArrayList<>();
    private long lastHold = Wire.UNHELD;
    private long dropped;
    private long droppedReported;
    private volatile long armed;
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
        return (armed & point.bit()) != 0;
    }

    /** Reports the passing, and keeps the calling thread until the harness answers when the point is armed. */
    void pass(Passing passing) {
        Hold hold = enqueue(passing);
        if (hold != null) {
            hold.await();
        }
    }

    private Hold enqueue(Passing passing) {
        lock.lock();
        try {
            if (!open) {
                return null;
            }
            return isArmed(passing.point()) ? enqueueHeld(passing) : enqueueUnheld(passing);
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
        if (queue.size() < passingsMax) {
            append(Message.passing(passing, Wire.UNHELD));
        } else {
            dropped++;
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
    void arm(long points, int request) {
        lock.lock();
        try {
            armed = points;
            append(Message.armed(request));
        } finally {
            lock.unlock();
        }
    }

    /** Lets the holder of this number go on. */
    void release(long number) {
        lock.lock();
        try {
            Hold hold = holds.remove(number);
            if (hold != null) {
                hold.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The harness is gone: everybody goes on, and nothing is reported any more. */
    void close() {
        lock.lock();
        try {
            open = false;
            armed = 0;
            queue = new ArrayList<>();
            holds.values().forEach(Hold::release);
            holds.clear();
            filled.signalAll();
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
            while (open && queue.isEmpty()) {
                filled.await();
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
            queue.add(Message.dropped(dropped));
        }
    }

    private void append(Message message) {
        queue.add(message);
        filled.signal();
    }
}
