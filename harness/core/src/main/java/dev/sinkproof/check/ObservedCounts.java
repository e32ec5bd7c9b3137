package dev.sinkproof.check;

import dev.sinkproof.model.Observed;

/** Sums a reconciliation up. */
final class ObservedCounts {
    private ObservedCounts() {}

    static Observed of(Case judged, Reconciliation found) {
        long acknowledged = judged.ledger().acknowledged();
        long lost = found.size(PartitionFindings::lost);
        long stale = found.size(PartitionFindings::stale) + found.size(PartitionFindings::resurrected);
        return new Observed(
                acknowledged,
                acknowledged - lost - notInEffect(found) - found.total(PartitionFindings::undelivered),
                lost,
                Uniqueness.records(judged.ledger(), found),
                found.total(PartitionFindings::surplus),
                stale,
                found.size(PartitionFindings::corrupted),
                found.phantomCount(),
                found.rows());
    }

    /** Last words that an older version stands for. Where the last word stands beside the older one, it is accounted for. */
    private static long notInEffect(Reconciliation found) {
        return found.total(partition -> {
            long[] held = new long[1];
            partition.stale().forEach(ordinal -> held[0] += partition.holds(ordinal) ? 0 : 1);
            return held[0] + partition.resurrected().size();
        });
    }
}
