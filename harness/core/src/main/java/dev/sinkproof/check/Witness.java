package dev.sinkproof.check;

import dev.sinkproof.model.OffsetSpan;

/**
 * The record whose story stands for an anomaly.
 *
 * @param partition source partition
 * @param ordinal position among the records produced to the partition
 * @param incarnation which topic of that name it was produced to, from 0
 * @param offset where it lies in the source log; {@link dev.sinkproof.ledger.Ledger#NONE} when that is not known
 * @param name {@code topic-partition@offset}
 */
record Witness(int partition, long ordinal, int incarnation, long offset, String name) {
    static Witness of(Case judged, int partition, long ordinal) {
        return new Witness(
                partition,
                ordinal,
                judged.ledger().incarnationOf(partition, ordinal),
                judged.ledger().offsetOf(partition, ordinal),
                judged.name(partition, ordinal));
    }

    /** Whether this position, of the topic as it was in that incarnation, lies behind the record. */
    boolean isBelow(long position, int positionIncarnation) {
        return positionIncarnation > incarnation || positionIncarnation == incarnation && position > offset;
    }

    /** Whether the span, of the topic as it was in that incarnation, speaks of records, and of this one. */
    boolean within(OffsetSpan span, int spanIncarnation) {
        return spanIncarnation == incarnation
                && span.partition() == partition
                && span.count() > 0
                && span.first() <= offset
                && offset <= span.last();
    }
}
