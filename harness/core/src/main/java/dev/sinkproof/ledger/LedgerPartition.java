package dev.sinkproof.ledger;

import java.util.List;
import java.util.Objects;

/** What one partition of the source log holds. Immutable once it is part of a {@link Ledger}. */
final class LedgerPartition {
    private final long count;
    private final long endOffset;
    private final OffsetRuns runs;
    private final OrdinalSet unknown;
    private final OrdinalSet rejected;

    LedgerPartition(long count, long endOffset, OffsetRuns runs, OrdinalSet unknown, OrdinalSet rejected) {
        this.count = count;
        this.runs = Objects.requireNonNull(runs, "runs");
        this.endOffset = Math.max(endOffset, runs.offsetEnd());
        this.unknown = unknown;
        this.rejected = rejected;
        requireComplete();
    }

    private void requireComplete() {
        long told = runs.count() + unknown.size() + rejected.size();
        if (told != count) {
            throw new IllegalArgumentException("a partition of the ledger says " + count
                    + " records were produced, but "
                    + runs.count() + " were acknowledged, " + unknown.size() + " are unknown and " + rejected.size()
                    + " were rejected: that makes " + told);
        }
    }

    static LedgerPartition contiguous(long count) {
        List<OffsetRuns.Run> runs = count == 0 ? List.of() : List.of(new OffsetRuns.Run(0, 0, count));
        return new LedgerPartition(count, count, OffsetRuns.of(runs), new OrdinalSet(), new OrdinalSet());
    }

    ProduceOutcome outcome(long ordinal) {
        if (runs.offsetOf(ordinal) != Ledger.NONE) {
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

    long endOffset() {
        return endOffset;
    }

    OffsetRuns runs() {
        return runs;
    }

    OrdinalSet unknown() {
        return unknown;
    }

    OrdinalSet rejected() {
        return rejected;
    }
}
