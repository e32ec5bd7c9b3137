package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.RecordIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Changes that a worker made durable although another worker had its partition: one pass over the history, one bit for each and one
 * long for each key. A transaction belongs to the worker of which alone a connection waited for an answer when it was committed.
 *
 * <p>One that only brought the target forward did no harm: an upsert that is guarded by the offset may come from anybody.
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
    private final Ownership ownership;
    private final List<OrdinalSet> zombies;
    private final List<OrdinalSet> harmful;
    private final KeyHistory keys;
    private final Predicate<RecordIdentity> twice;
    private String transaction;
    private Optional<Ownership.Mark> writer = Optional.empty();
    private Example first;
    private long attributed;
    private long notAttributed;

    private ZombieWrites(Case judged, Ownership ownership) {
        this.ledger = judged.ledger();
        this.ownership = ownership;
        this.zombies = sets();
        this.harmful = sets();
        this.keys = judged.contract().writeModel().keyed() ? new KeyHistory(judged.workload(), ledger) : null;
        this.twice = identity -> Uniqueness.duplicated(ledger, judged.reconciliation(), identity.partition())
                .contains(identity.ordinal());
    }

    private List<OrdinalSet> sets() {
        return IntStream.range(0, ledger.partitions())
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
        switch (change.operation()) {
            case INSERT, UPDATE ->
                RecordIdentity.of(change.row())
                        .filter(identity -> identity.partition() < ledger.partitions()
                                && ledger.acked(identity.partition(), identity.ordinal()))
                        .ifPresent(identity -> written(identity, change));
            case DELETE -> deleted(change);
            case TRUNCATE -> {}
        }
    }

    private void deleted(TargetChange change) {
        if (keys != null) {
            RecordIdentity.keyOf(change.row()).ifPresent(keys::deleted);
        }
    }

    private void written(RecordIdentity identity, TargetChange change) {
        if (!change.transaction().equals(transaction)) {
            transaction = change.transaction();
            writer = ownership.writerAt(change.commitMicros());
        }
        boolean movedBack = keys != null && !keys.written(identity);
        Optional<Ownership.Mark> request =
                writer.filter(mark -> ownership.wasHanded(mark.worker(), identity.partition(), identity.ordinal()));
        if (request.isEmpty()) {
            notAttributed++;
            return;
        }
        attributed++;
        ownership
                .takenFrom(request.get().worker(), identity.partition(), change.commitMicros())
                .ifPresent(opened -> found(identity, change, opened, request.get(), movedBack));
    }

    private void found(
            RecordIdentity identity,
            TargetChange change,
            Ownership.Mark opened,
            Ownership.Mark request,
            boolean movedBack) {
        zombies.get(identity.partition()).add(identity.ordinal());
        boolean harm = keys == null ? twice.test(identity) : movedBack;
        if (harm && harmful.get(identity.partition()).add(identity.ordinal()) && first == null) {
            first = new Example(
                    identity.partition(),
                    identity.ordinal(),
                    change.commitMicros(),
                    change.transaction(),
                    opened,
                    request);
        }
    }

    /** Records that were written by whoever no longer had their partition. */
    long all() {
        return size(zombies);
    }

    /** Of those, the ones that stand in the target twice, or put an older version over a newer one. */
    long count() {
        return size(harmful);
    }

    private static long size(List<OrdinalSet> sets) {
        return sets.stream().mapToLong(OrdinalSet::size).sum();
    }

    OrdinalSet ordinals(int partition) {
        return harmful.get(partition);
    }

    /** The first of {@link #count()} in the order of the history; null when there is none. */
    Example first() {
        return first;
    }

    /** Changes of which it is known which worker made them. */
    long attributed() {
        return attributed;
    }

    long notAttributed() {
        return notAttributed;
    }
}
