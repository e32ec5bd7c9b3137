package dev.sinkproof.link;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads from the client, also ahead of the direction's own thread.
 *
 * <p>While that thread is held at a fault point (or stuck in a write) nobody would notice that the client has ended. Then {@link #attend} has another thread
 * read into a backlog, which is served first when the direction's thread comes back. That costs nothing when nothing is held.
 */
final class ClientInlet implements Inlet {
    /** How much is read ahead; behind more than this, the end of a client is not seen before the direction goes on. */
    static final int BACKLOG_BYTES_MAX = 1024 * 1024;

    private final SideReader client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> backlog = new ArrayDeque<>();
    private long backlogBytes;
    private boolean readingAhead;
    private boolean atEnd;
    private volatile boolean attended;

    /** @param ended told on the thread that noticed how the client ended */
    ClientInlet(SocketChannel channel, Consumer<EndReason> ended) {
        this.client = new SideReader(channel, reason -> {
            endReached();
            ended.accept(reason);
        });
    }

    @Override
    public int read(ByteBuffer into) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (readingAhead && backlog.isEmpty() && !atEnd) {
                changed.await();
            }
            if (!backlog.isEmpty()) {
                return takeFromBacklog(into);
            }
            if (atEnd) {
                return -1;
            }
            attended = true;
        } finally {
            lock.unlock();
        }
        try {
            return client.read(into);
        } finally {
            attended = false;
        }
    }

    /** Whether nobody would notice now that the client ends, and somebody could. */
    boolean unattended() {
        lock.lock();
        try {
            return !attended && !readingAhead && !atEnd && backlogBytes < BACKLOG_BYTES_MAX;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over reading for as long as the direction's thread is away; to be called on a thread of its own.
     *
     * @param away whether there is still a reason to read ahead
     */
    void attend(BooleanSupplier away) {
        if (takeOver()) {
            byte[] chunk = new byte[Direction.CHUNK_BYTES];
            boolean goOn = true;
            while (goOn) {
                goOn = readAhead(chunk, away);
            }
        }
    }

    private boolean takeOver() {
        lock.lock();
        try {
            boolean needed = unattended();
            readingAhead |= needed;
            return needed;
        } finally {
            lock.unlock();
        }
    }

    private boolean readAhead(byte[] ahead, BooleanSupplier away) {
        int count = client.read(ByteBuffer.wrap(ahead));
        lock.lock();
        try {
            if (count > 0) {
                backlog.add(ByteBuffer.wrap(Arrays.copyOf(ahead, count)));
                backlogBytes += count;
            }
            readingAhead = count >= 0 && backlogBytes < BACKLOG_BYTES_MAX && away.getAsBoolean();
            changed.signalAll();
            return readingAhead;
        } finally {
            lock.unlock();
        }
    }

    private void endReached() {
        lock.lock();
        try {
            atEnd = true;
        } finally {
            lock.unlock();
        }
    }

    private int takeFromBacklog(ByteBuffer into) {
        ByteBuffer first = backlog.peek();
        int count = Math.min(first.remaining(), into.remaining());
        into.put(first.duplicate().limit(first.position() + count));
        first.position(first.position() + count);
        backlogBytes -= count;
        if (!first.hasRemaining()) {
            backlog.remove();
        }
        return count;
    }
}
