package dev.sinkproof.ledger;

import java.util.Objects;

/**
 * A partition of one topic of that name, from its creation to its deletion.
 *
 * @param firstOrdinal of the records that were produced to it
 * @param endOffset its next offset when it was last looked at
 * @param runs where its acknowledged records lie
 */
record Incarnation(long firstOrdinal, long endOffset, OffsetRuns runs) {
    Incarnation {
        Objects.requireNonNull(runs, "runs");
        endOffset = Math.max(endOffset, runs.offsetEnd());
    }

    long ordinalsBelow(long offset) {
        return Math.max(firstOrdinal, runs.ordinalsBelow(offset));
    }
}
