package dev.sinkproof.link.toxic;

import dev.sinkproof.link.toxic.ToxicStage.Item;
import dev.sinkproof.link.toxic.ToxicState.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The way of one direction of a connection through its toxics. Without toxics bytes are written by the thread that brings them; with
 * toxics they are copied, wait here, and are written by the line's own thread.
 *
 * <p>Thread-safe.
 */
public final class ToxicLine {
    private final ToxicStream stream;
    private final Chance chance;
    private final End end;
    private final Threads threads;
    private final Consumer<ToxicLine> gone;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> ready = new ArrayDeque<>();
    private List<ToxicStage> stages = new ArrayList<>();
    private boolean moving;
    private boolean finished;
    private boolean closed;
    private volatile boolean direct = true;

    /** What is behind a line. */
    public interface End {
        /** Writes all bytes. */
        void write(ByteBuffer bytes) throws IOException;

        /** Says that no more bytes come. */
        void finish() throws IOException;

        /** Closes the connection. */
        void cut();

        /** Resets the connection. */
        void reset();

        /** The line's own thread could not write. */
        void failed(IOException cause);
    }

    /** Where the line's own thread comes from. */
    public interface Threads {
        void start(Runnable work);
    }

    ToxicLine(ToxicStream stream, Chance chance, End end, Threads threads, Consumer<ToxicLine> gone) {
        this.stream = stream;
        this.chance = chance;
        this.end = end;
        this.threads = threads;
        this.gone = gone;
    }

    ToxicStream stream() {
        return stream;
    }

    /** Takes all bytes; returns when they are written or, with toxics, when the first of these lets them wait. */
    public void write(ByteBuffer bytes) throws IOException {
        if (direct) {
            end.write(bytes);
        } else if (!enter(Item.of(copy(bytes)))) {
            end.write(bytes);
        }
    }

    /** No more bytes come; returns when the other side has been told. */
    public void finish() throws IOException {
        if (direct || !enter(Item.of(Ending.FINISH))) {
            end.finish();
        } else {
            awaitFinished();
        }
    }

    /** The connection is closed: what waits is thrown away, and who waits is woken. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            direct = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        gone.accept(this);
    }

    /** Other toxics act from now on. */
    void change(List<NamedToxic> toxics) {
        lock.lock();
        try {
            if (closed || (stages.isEmpty() && toxics.isEmpty())) {
                return;
            }
            leave(toxics);
            enter(toxics);
            direct = false;
            if (!moving) {
                moving = true;
                threads.start(this::move);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From the last to the first, so that what came earlier stays before what came later. */
    private void leave(List<NamedToxic> toxics) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            ToxicStage stage = stages.get(i);
            if (toxics.stream()
                    .noneMatch(toxic -> toxic.name().equals(stage.toxic().name()))) {
                stages.remove(i);
                int next = i;
                stage.leave().forEach(item -> pass(item, next));
            }
        }
    }

    private void enter(List<NamedToxic> toxics) {
        List<ToxicStage> all = new ArrayList<>();
        for (NamedToxic toxic : toxics) {
            all.add(stages.stream()
                    .filter(stage -> stage.toxic().name().equals(toxic.name()))
                    .findFirst()
                    .orElseGet(() -> new ToxicStage(toxic, chance)));
        }
        stages = all;
        for (int i = 0; i < all.size(); i++) {
            all.get(i).change(toxics.get(i));
        }
    }

    /** False when there are no toxics any more and nothing waits: the caller writes itself. */
    private boolean enter(Item item) throws IOException {
        lock.lock();
        try {
            while (!closed && moving && !accepts(0)) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new ClosedChannelException();
            }
            if (moving) {
                pass(item, 0);
                changed.signalAll();
            }
            return moving;
        } finally {
            lock.unlock();
        }
    }

    private void awaitFinished() {
        lock.lock();
        try {
            while (!finished && !closed) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean accepts(int stage) {
        return stage < stages.size() ? stages.get(stage).accepts() : ready.isEmpty();
    }

    private void pass(Item item, int stage) {
        if (stage < stages.size()) {
            stages.get(stage).take(item);
        } else {
            ready.add(item);
        }
    }

    private void move() {
        try {
            Item item = next();
            while (item != null) {
                write(item);
                item = next();
            }
        } catch (IOException e) {
            end.failed(e);
        }
    }

    private void write(Item item) throws IOException {
        if (item.bytes() != null) {
            end.write(item.bytes());
        } else {
            end(item.ending());
        }
    }

    private void end(Ending how) throws IOException {
        switch (how) {
            case FINISH -> finishOnce();
            case CUT -> end.cut();
            case RESET -> end.reset();
        }
    }

    private void finishOnce() throws IOException {
        end.finish();
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what is to be written next; null when the thread is not needed any more. */
    private Item next() {
        lock.lock();
        try {
            long wait = advance();
            while (!closed && ready.isEmpty() && !stages.isEmpty()) {
                await(wait);
                wait = advance();
            }
            if (closed || ready.isEmpty()) {
                moving = false;
                direct = !closed;
                changed.signalAll();
                return null;
            }
            changed.signalAll();
            return ready.remove();
        } finally {
            lock.unlock();
        }
    }

    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // The link interrupts its threads when a connection closes, and closes the line as well.
            closed = true;
        }
    }

    /** Moves on what is due, the farthest first. Returns how long until something is due next, in nanoseconds. */
    private long advance() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = stages.size() - 1; i >= 0; i--) {
                moved |= advance(i, System.nanoTime());
            }
        }
        return nanosToDue();
    }

    private boolean advance(int i, long now) {
        Item item = accepts(i + 1) ? stages.get(i).due(now) : null;
        if (item != null) {
            pass(item, i + 1);
        }
        return item != null;
    }

    private long nanosToDue() {
        long now = System.nanoTime();
        long wait = TimeUnit.DAYS.toNanos(1);
        for (int i = 0; i < stages.size(); i++) {
            wait = accepts(i + 1) ? Math.min(wait, stages.get(i).nanosToDue(now)) : wait;
        }
        return wait;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes.duplicate());
        return copy.flip();
    }
}
