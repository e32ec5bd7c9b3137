package dev.sinkproof.simulation.target;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.point.IncarnationGone;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A task's connection to the target, as a client library has it: every request may be lost, refused, cut in two, or done
 * without an answer. It belongs to one incarnation of a task and is gone with it. Used by one thread.
 *
 * <p>All methods that reach the target throw {@link TargetException} when it did not answer well, and {@link RowRefusedException}
 * when it will never take one of the rows: then it has taken none.
 */
public final class TargetClient {
    private final MemoryTarget target;
    private final Passages passages;
    private final List<Runnable> unsent = new ArrayList<>();
    private boolean open = true;

    public TargetClient(MemoryTarget target, Passages passages) {
        this.target = Objects.requireNonNull(target, "target");
        this.passages = Objects.requireNonNull(passages, "passages");
    }

    /** A request that the target does as a whole or, when it is cut in two, by half. */
    private void request(List<Row> rows, boolean atomic, Consumer<List<Row>> work) {
        if (!open) {
            throw new TargetException("the session is closed: reopen it");
        }
        FaultKind effect =
                passages.pass(FaultPoint.TARGET_REQUEST, spans(rows), Map.of()).orElse(null);
        if (effect == FaultKind.TARGET_SESSION_LOST) {
            open = false;
            throw new TargetException("the target closed the session");
        }
        if (effect == FaultKind.TARGET_REQUEST_LOST || effect == FaultKind.TARGET_REFUSED) {
            throw new TargetException(effect.meaning());
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).refused()) {
                throw new RowRefusedException(i);
            }
        }
        if (effect == FaultKind.TARGET_HALF) {
            half(rows, atomic, work);
        }
        target.beginTransaction();
        work.accept(rows);
        if (passages.pass(FaultPoint.TARGET_ACK, spans(rows), Map.of()).isPresent()) {
            throw new TargetException("the target did not answer in time");
        }
    }

    private void half(List<Row> rows, boolean atomic, Consumer<List<Row>> work) {
        if (!atomic) {
            target.beginTransaction();
            work.accept(rows.subList(0, rows.size() / 2));
        }
        throw new TargetException("the target failed midway");
    }

    private static List<OffsetSpan> spans(List<Row> rows) {
        Map<TopicPartition, OffsetSpan> spans = new TreeMap<>(
                java.util.Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        for (Row row : rows) {
            long offset = row.sourceOffset();
            spans.merge(
                    row.partition(),
                    new OffsetSpan(row.partition().topic(), row.partition().partition(), offset, offset, 1),
                    TargetClient::join);
        }
        return List.copyOf(spans.values());
    }

    private static OffsetSpan join(OffsetSpan a, OffsetSpan b) {
        return new OffsetSpan(
                a.topic(),
                a.partition(),
                Math.min(a.first(), b.first()),
                Math.max(a.last(), b.last()),
                a.count() + b.count());
    }

    /** Whether the session is open; only {@link #reopen} mends it. */
    public boolean open() {
        return open;
    }

    public void reopen() {
        passages.requireAlive();
        open = true;
    }

    /** Adds a row for each; nothing is replaced. Not atomic. */
    public void append(List<Row> rows) {
        request(rows, false, some -> some.forEach(target::append));
    }

    /** Sets each key's row, in order, whatever is there. Not atomic. */
    public void upsert(List<Row> rows) {
        request(rows, false, some -> some.forEach(target::set));
    }

    /** Sets each key's row unless what is there comes from this offset or a later one. Not atomic. */
    public void upsertIfNewer(List<Row> rows) {
        request(rows, false, some -> some.forEach(target::setIfNewer));
    }

    /** A number that the target gives out once, in ascending order. */
    public long nextSequence() {
        passages.requireAlive();
        return target.nextSequence();
    }

    /** Creates or replaces an object. Atomic. */
    public void putObject(String name, List<Row> rows) {
        request(rows, true, all -> target.putObject(name, all));
    }

    public boolean hasObject(String name) {
        passages.requireAlive();
        return target.hasObject(name);
    }

    /** Whether nothing was ever written to the target. */
    public boolean empty() {
        passages.requireAlive();
        return target.empty();
    }

    /** How far a partition is written, by the target's own account. */
    public StoredOffset offset(TopicPartition partition) {
        passages.requireAlive();
        return target.offset(partition);
    }

    /** Raises the partition's epoch, so that whoever claimed it before can store no offset any more. */
    public StoredOffset claim(TopicPartition partition) {
        passages.requireAlive();
        StoredOffset before = target.offset(partition);
        StoredOffset claimed = new StoredOffset(before.next(), before.epoch() + 1);
        target.storeOffset(partition, claimed);
        return claimed;
    }

    /** Sets the offset of a partition, whatever it was. */
    public void storeOffset(TopicPartition partition, StoredOffset offset) {
        request(List.of(), true, none -> target.storeOffset(partition, offset));
    }

    /**
     * Adds rows and moves the offset of their partition on, all or nothing.
     *
     * @return false when the stored offset is not {@code expected}: then nothing was done
     */
    public boolean appendWithOffset(
            List<Row> rows, TopicPartition partition, StoredOffset expected, StoredOffset moved) {
        boolean[] done = new boolean[1];
        request(rows, true, all -> {
            done[0] = target.offset(partition).equals(expected);
            if (done[0]) {
                all.forEach(target::append);
                target.storeOffset(partition, moved);
            }
        });
        return done[0];
    }

    /** As {@link #append}, but returns at once; the request is made a little later, or by {@link #flush}. */
    public CompletableFuture<Void> appendLater(List<Row> rows, long delayMillis) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Runnable send = () -> complete(answer, () -> append(rows));
        unsent.add(send);
        later(delayMillis, () -> {
            if (unsent.remove(send)) {
                send.run();
            }
        });
        return answer;
    }

    private static void complete(CompletableFuture<Void> answer, Runnable work) {
        try {
            work.run();
            answer.complete(null);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Makes all requests of {@link #appendLater} that were not made yet; their futures are complete when this returns. */
    public void flush() {
        List<Runnable> now = List.copyOf(unsent);
        unsent.clear();
        now.forEach(Runnable::run);
    }

    /** Runs something later, as a thread of the client's own would: it ends with the process, and its exceptions are nobody's. */
    public void later(long delayMillis, Runnable work) {
        target.defer(passages, delayMillis, () -> {
            try {
                passages.requireAlive();
                work.run();
            } catch (IncarnationGone e) {
                // Its process is gone, and this with it.
            } catch (TargetException e) {
                // As in a thread pool whose future no one looks at.
            }
        });
    }
}
