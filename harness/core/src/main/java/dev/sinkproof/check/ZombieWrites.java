package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Changes that a worker made durable although another worker had its partition: one pass over the history. Where rows are written by key, one
 * that brings a key forward, or changes nothing, could have come from the owner as well and does no harm: it is counted apart. A transaction belongs to
 * the worker of which alone a connection waited for an answer when it was committed.
 */
final class ZombieWrites implements Consumer<TargetChange> {
    /** One of them: another worker opened the partition, and then this request made the record durable. */
    record Example(
            int partition,
            long ordinal,
            long commitMicros,
            String transaction,
            Ownership.Mark opened,
            Ownership.Mark request) {}

    private final Ledger ledger;
    private final Workload workload;
    private final Map<Long, Long> newestOfKey = new HashMap<>();
    private final Ownership ownership;
    private final List<OrdinalSet> zombies;
    private String transaction;
    private Optional<Ownership.Mark> writer = Optional.empty();
    private Example first;
    private long attributed;
    private long notAttributed;
    private long harmless;

    private ZombieWrites(Case judged, Ownership ownership) {
        this.ledger = judged.ledger();
        this.workload = judged.workload();
        this.ownership = ownership;
        this.zombies = IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new OrdinalSet())
                .toList();
    }

    static ZombieWrites of(Case judged, Ownership ownership) {
        ZombieWrites found = new ZombieWrites(judged, ownership);
        try {
            judged.evidence().history().orElseThrow().forEach(found);
        } catch (IOException e) {
            throw new EvidenceMissingException("the target's history cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    @Override
    public void accept(TargetChange change) {
        boolean writes = change.operation() == TargetChange.Operation.INSERT
                || change.operation() == TargetChange.Operation.UPDATE;
        if (writes) {
            RecordIdentity.of(change.row())
                    .filter(identity -> identity.partition() < ledger.partitions()
                            && ledger.acked(identity.partition(), identity.ordinal()))
                    .ifPresent(identity -> written(identity.partition(), identity.ordinal(), change));
        }
    }

    private void written(int partition, long ordinal, TargetChange change) {
        boolean forward = workload.model().keyed() && bringsForward(partition, ordinal);
        if (!change.transaction().equals(transaction)) {
            transaction = change.transaction();
            writer = ownership.writerAt(change.commitMicros());
        }
        Optional<Ownership.Mark> request =
                writer.filter(mark -> ownership.wasHanded(mark.worker(), partition, ordinal));
        if (request.isEmpty()) {
            notAttributed++;
            return;
        }
        attributed++;
        ownership
                .takenFrom(request.get().worker(), partition, change.commitMicros())
                .ifPresent(opened -> found(
                        new Example(
                                partition, ordinal, change.commitMicros(), change.transaction(), opened, request.get()),
                        forward));
    }

    /** Whether the target had no later version of the record's key. One long for each key that was written. */
    private boolean bringsForward(int partition, long ordinal) {
        long key = workload.keyId(partition, workload.keyOf(partition, ordinal));
        long newest = newestOfKey.merge(key, ordinal, Math::max);
        return newest == ordinal;
    }

    private void found(Example example, boolean forward) {
        if (forward) {
            harmless++;
            return;
        }
        first = first == null ? example : first;
        zombies.get(example.partition()).add(example.ordinal());
    }

    /** Records. */
    long count() {
        return zombies.stream().mapToLong(OrdinalSet::size).sum();
    }

    OrdinalSet ordinals(int partition) {
        return zombies.get(partition);
    }

    /** The first in the order of the history; null when there is none. */
    Example first() {
        return first;
    }

    /** Changes of which it is known which worker made them. */
    long attributed() {
        return attributed;
    }

    /** Changes by key that did no harm. */
    long harmless() {
        return harmless;
    }

    long notAttributed() {
        return notAttributed;
    }
}
