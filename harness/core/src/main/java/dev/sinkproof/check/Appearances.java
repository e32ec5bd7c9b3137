package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * In which order records appeared in the target for the first time: one pass over its history, one bit for each record and one
 * long for each key.
 *
 * <p>A record that is written again is a duplicate and says nothing of order; one that is absent says nothing either.
 */
final class Appearances implements Consumer<TargetChange> {
    private final Workload workload;
    private final Ledger ledger;
    private final List<OrdinalSet> seen;
    /** For each partition the highest ordinal that has appeared; 0 before any has. */
    private final long[] highest;
    /** For each partition and key likewise. */
    private final long[][] highestOfKey;

    private final OutOfOrder inPartition;
    private final OutOfOrder inKey;

    private Appearances(Case judged) {
        this.workload = judged.workload();
        this.ledger = judged.ledger();
        int partitions = ledger.partitions();
        this.seen = IntStream.range(0, partitions)
                .mapToObj(partition -> new OrdinalSet())
                .toList();
        this.highest = new long[partitions];
        this.highestOfKey = new long[partitions][workload.keys()];
        this.inPartition = new OutOfOrder(partitions);
        this.inKey = new OutOfOrder(partitions);
    }

    /** @throws EvidenceMissingException when the target keeps no history, or it cannot be read */
    static Appearances of(Case judged) {
        EvidenceStream<TargetChange> history = judged.evidence()
                .history()
                .orElseThrow(
                        () -> new EvidenceMissingException(
                                "the target keeps no history of its changes, so it is not known in which order records appeared"));
        Appearances found = new Appearances(judged);
        try {
            history.forEach(found);
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
                    .filter(this::hasItsPlace)
                    .ifPresent(identity -> appeared(identity.partition(), identity.ordinal()));
        }
    }

    /** A record of unknown outcome may lie anywhere in the log, or twice. */
    private boolean hasItsPlace(RecordIdentity identity) {
        return identity.partition() < ledger.partitions() && ledger.acked(identity.partition(), identity.ordinal());
    }

    private void appeared(int partition, long ordinal) {
        if (!seen.get(partition).add(ordinal)) {
            return;
        }
        highest[partition] = compare(inPartition, partition, ordinal, highest[partition]);
        if (hasKey(partition, ordinal)) {
            int key = workload.keyOf(partition, ordinal);
            highestOfKey[partition][key] = compare(inKey, partition, ordinal, highestOfKey[partition][key]);
        }
    }

    private boolean hasKey(int partition, long ordinal) {
        return workload.irregularitiesAt(partition, ordinal).stream()
                .noneMatch(irregularity -> irregularity.kind() == IrregularityKind.NULL_KEY);
    }

    private static long compare(OutOfOrder outOfOrder, int partition, long ordinal, long before) {
        if (ordinal < before) {
            outOfOrder.add(partition, ordinal, before);
        }
        return Math.max(ordinal, before);
    }

    /** Records that appeared at all. */
    long count() {
        return seen.stream().mapToLong(OrdinalSet::size).sum();
    }

    OutOfOrder inPartition() {
        return inPartition;
    }

    OutOfOrder inKey() {
        return inKey;
    }

    /**
     * A history that lacks the write of a record that is in the target may lack the first one of another: then what looks like its
     * first appearance may be a copy.
     */
    void requireWhole(Case judged) {
        if (judged.evidence().snapshot().isEmpty()) {
            return;
        }
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            PartitionFindings target = judged.reconciliation().partition(partition);
            OrdinalSet appeared = seen.get(partition);
            for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
                if (target.holds(ordinal) && ledger.acked(partition, ordinal) && !appeared.contains(ordinal)) {
                    throw new EvidenceMissingException("the target's history is not whole: it shows no write of "
                            + judged.name(partition, ordinal) + ", which is in the target");
                }
            }
        }
    }
}
