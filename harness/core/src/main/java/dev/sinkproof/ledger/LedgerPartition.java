package dev.sinkproof.ledger;

import java.util.ArrayList;
import java.util.List;

/** What one partition of the source log holds. Immutable once it is part of a {@link Ledger}. */
final class LedgerPartition {
    private final long count;
    private final List<Incarnation> incarnations;
    private final OrdinalSet unknown;
    private final OrdinalSet rejected;

    /** @param incarnations in their order; each goes on with the ordinals where the one before it ended, and begins at offset 0 */
    LedgerPartition(long count, List<Incarnation> incarnations, OrdinalSet unknown, OrdinalSet rejected) {
        this.count = count;
        this.incarnations = List.copyOf(incarnations);
        this.unknown = unknown;
        this.rejected = rejected;
        requireOrdered();
        requireComplete();
    }

    private void requireOrdered() {
        if (incarnations.isEmpty() || incarnations.get(0).firstOrdinal() != 0) {
            throw new IllegalArgumentException("a partition of the ledger must begin with record 0");
        }
        for (int i = 1; i < incarnations.size(); i++) {
            if (incarnations.get(i).firstOrdinal() < incarnations.get(i - 1).firstOrdinal()) {
                throw new IllegalArgumentException("a topic that was created again cannot begin with record "
                        + incarnations.get(i).firstOrdinal() + ": the one before began with "
                        + incarnations.get(i - 1).firstOrdinal());
            }
        }
    }

    private void requireComplete() {
        long acknowledged =
                incarnations.stream().mapToLong(each -> each.runs().count()).sum();
        long told = acknowledged + unknown.size() + rejected.size();
        if (told != count) {
            throw new IllegalArgumentException("a partition of the ledger says " + count
                    + " records were produced, but "
                    + acknowledged + " were acknowledged, " + unknown.size() + " are unknown and " + rejected.size()
                    + " were rejected: that makes " + told);
        }
    }

    static LedgerPartition contiguous(long count) {
        List<OffsetRuns.Run> runs = count == 0 ? List.of() : List.of(new OffsetRuns.Run(0, 0, count));
        return new LedgerPartition(
                count, List.of(new Incarnation(0, count, OffsetRuns.of(runs))), new OrdinalSet(), new OrdinalSet());
    }

    /** The same, and of the acknowledged ones among these records it is not known whether they can be delivered. */
    LedgerPartition doubting(OrdinalSet doubted) {
        List<Incarnation> known = new ArrayList<>(incarnations);
        doubted.forEachRange((first, last) -> known.replaceAll(each -> new Incarnation(
                each.firstOrdinal(), each.endOffset(), each.runs().without(first, last + 1))));
        OrdinalSet unknownThen = new OrdinalSet();
        unknown.forEachRange((first, last) -> unknownThen.addRange(first, last + 1));
        doubted.forEach(ordinal -> {
            if (offsetOf(ordinal) != Ledger.NONE) {
                unknownThen.add(ordinal);
            }
        });
        return new LedgerPartition(count, known, unknownThen, rejected);
    }

    ProduceOutcome outcome(long ordinal) {
        if (offsetOf(ordinal) != Ledger.NONE) {
            return ProduceOutcome.ACKED;
        }
        return unknown.contains(ordinal) ? ProduceOutcome.UNKNOWN : ProduceOutcome.REJECTED;
    }

    long count() {
        return count;
    }

    long acknowledged() {
        return count - unknown.size() - rejected.size();
    }

    long offsetOf(long ordinal) {
        return incarnations.get(incarnationOf(ordinal)).runs().offsetOf(ordinal);
    }

    int incarnationOf(long ordinal) {
        int incarnation = incarnations.size() - 1;
        while (incarnation > 0 && ordinal < incarnations.get(incarnation).firstOrdinal()) {
            incarnation--;
        }
        return incarnation;
    }

    List<Incarnation> incarnations() {
        return incarnations;
    }

    /** Of the last incarnation. */
    long endOffset() {
        return incarnations.get(incarnations.size() - 1).endOffset();
    }

    OrdinalSet unknown() {
        return unknown;
    }

    OrdinalSet rejected() {
        return rejected;
    }
}
