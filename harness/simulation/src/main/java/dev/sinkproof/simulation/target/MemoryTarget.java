package dev.sinkproof.simulation.target;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.Passages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A target in memory that keeps what it was told for ever: a table without keys, a table with keys, a bucket of objects, and
 * offsets for those who store them beside the data. It keeps a history of every change, as the real targets' readers tell it.
 *
 * <p>Everything here is durable at once. What can go wrong between a client and the target goes wrong in {@link TargetClient}.
 * Used by one thread.
 */
public final class MemoryTarget {
    /** The container of all rows outside of objects. */
    public static final String TABLE = "table";

    private final VirtualClock clock;
    private final List<TargetRow> appended = new ArrayList<>();
    private final Map<Object, Keyed> keyed = new LinkedHashMap<>();
    private final Map<String, List<TargetRow>> objects = new TreeMap<>();
    private final Map<TopicPartition, StoredOffset> offsets = new LinkedHashMap<>();
    private final List<TargetChange> history = new ArrayList<>();
    private final List<Deferred> deferred = new ArrayList<>();
    private int transactions;
    private long sequence;

    /** @param row null when the key was deleted, which the target remembers */
    private record Keyed(TargetRow row, long sourceOffset) {}

    /**
     * How far a partition is written.
     *
     * @param next the next offset to be written
     * @param epoch raised by everyone who claims the partition
     */
    public record StoredOffset(long next, int epoch) {}

    /** Something that a client does later, by itself. */
    private record Deferred(long dueMillis, Passages owner, Runnable work) {
        boolean due(long nowMillis) {
            return dueMillis <= nowMillis && !owner.suspended();
        }
    }

    public MemoryTarget(VirtualClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Rows as a reader finds them, tables first. */
    public List<TargetRow> snapshot() {
        List<TargetRow> rows = new ArrayList<>(appended);
        keyed.values().stream().map(Keyed::row).filter(Objects::nonNull).forEach(rows::add);
        objects.values().forEach(rows::addAll);
        return rows;
    }

    public List<TargetChange> history() {
        return List.copyOf(history);
    }

    /** How many changes there were: the target stands still while this does. */
    public int changes() {
        return history.size();
    }

    /** Does what clients have put off until now. */
    public void runDeferred() {
        long now = clock.milliseconds();
        for (int i = 0; i < deferred.size(); ) {
            if (deferred.get(i).due(now)) {
                deferred.remove(i).work().run();
            } else {
                i++;
            }
        }
    }

    /** When {@link #runDeferred} will have something to do, or {@link Long#MAX_VALUE}. */
    public long nextDeferredMillis() {
        return deferred.stream()
                .filter(work -> !work.owner().suspended())
                .mapToLong(Deferred::dueMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void defer(Passages owner, long delayMillis, Runnable work) {
        deferred.add(new Deferred(clock.milliseconds() + delayMillis, owner, work));
    }

    /** Names the transaction that the next changes belong to, and gives it its time. */
    void beginTransaction() {
        transactions++;
        clock.tickMicros();
    }

    void append(Row row) {
        TargetRow stored = row.toTargetRow(TABLE);
        appended.add(stored);
        record(TargetChange.Operation.INSERT, stored);
    }

    /** Sets or deletes the row of a key, whatever was there. */
    void set(Row row) {
        Keyed before = keyed.get(row.key());
        boolean there = before != null && before.row() != null;
        if (row.tombstone()) {
            keyed.put(row.key(), new Keyed(null, row.sourceOffset()));
            if (there) {
                record(TargetChange.Operation.DELETE, row.keyOnly(TABLE));
            }
            return;
        }
        TargetRow stored = row.toTargetRow(TABLE);
        keyed.put(row.key(), new Keyed(stored, row.sourceOffset()));
        record(there ? TargetChange.Operation.UPDATE : TargetChange.Operation.INSERT, stored);
    }

    /** As {@link #set}, unless the key's row, or its deletion, comes from this offset or a later one. */
    void setIfNewer(Row row) {
        Keyed before = keyed.get(row.key());
        if (before == null || before.sourceOffset() < row.sourceOffset()) {
            set(row);
        }
    }

    void putObject(String name, List<Row> rows) {
        List<TargetRow> stored = rows.stream().map(row -> row.toTargetRow(name)).toList();
        objects.put(name, stored);
        stored.forEach(row -> record(TargetChange.Operation.INSERT, row));
    }

    long nextSequence() {
        return ++sequence;
    }

    boolean hasObject(String name) {
        return objects.containsKey(name);
    }

    /** Whether anything was ever written. */
    boolean empty() {
        return history.isEmpty();
    }

    StoredOffset offset(TopicPartition partition) {
        return offsets.getOrDefault(partition, new StoredOffset(0, 0));
    }

    /** The stored offset of a partition, or 0. */
    public long position(TopicPartition partition) {
        return offset(partition).next();
    }

    void storeOffset(TopicPartition partition, StoredOffset offset) {
        offsets.put(partition, offset);
    }

    private void record(TargetChange.Operation operation, TargetRow row) {
        history.add(new TargetChange(clock.micros(), Integer.toString(transactions), operation, row));
    }
}
