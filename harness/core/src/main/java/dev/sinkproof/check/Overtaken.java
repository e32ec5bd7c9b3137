package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records that Kafka deleted, as retention does, or compacted away, before the subject had committed them: it may have had them in its
 * hands by then or not, and whoever asks for them afterwards gets none. Present or absent, they are no anomaly of the subject's. That
 * deleted ones are missing is a hazard of which somebody must learn; compacted ones have a later version, and nobody misses them.
 */
final class Overtaken {
    private static final String READ_BACK = "read-back";

    private final Ledger ledger;
    /** Deleted or compacted. */
    private final List<OrdinalSet> records;

    private final List<OrdinalSet> deleted;
    private long sinceMicros = Long.MAX_VALUE;
    /** When the harness began to stop the subject: what it says then is not about the records. */
    private long stoppedMicros = Long.MAX_VALUE;

    private Overtaken(Ledger ledger) {
        this.ledger = ledger;
        this.records = none(ledger);
        this.deleted = none(ledger);
    }

    private static List<OrdinalSet> none(Ledger ledger) {
        return IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new OrdinalSet())
                .toList();
    }

    /** @throws EvidenceMissingException when the timeline, which tells of deletions, cannot be read */
    static Overtaken of(Evidence evidence) {
        Overtaken overtaken = new Overtaken(evidence.ledger());
        Recreations recreations = Recreations.of(evidence);
        try {
            evidence.timeline().forEach(event -> overtaken.see(event, recreations));
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return overtaken;
    }

    private void see(TimelineEvent event, Recreations recreations) {
        if (event.name().equals(EventNames.RECORDS_DELETED)) {
            int incarnation = recreations.incarnationAt(event.epochMicros());
            sinceMicros = Math.min(sinceMicros, event.epochMicros());
            event.spans().forEach(span -> add(span, incarnation, records));
            event.spans().forEach(span -> add(span, incarnation, deleted));
        } else if (event.name().equals(EventNames.RECORDS_COMPACTED)) {
            int incarnation = recreations.incarnationAt(event.epochMicros());
            event.spans().forEach(span -> add(span, incarnation, records));
        } else if (event.name().equals(EventNames.PHASE)
                && READ_BACK.equals(event.attributes().get("phase"))) {
            stoppedMicros = event.epochMicros();
        }
    }

    private void add(OffsetSpan span, int incarnation, List<OrdinalSet> to) {
        if (span.topic().equals(ledger.topic()) && span.partition() < ledger.partitions()) {
            to.get(span.partition())
                    .addRange(
                            ledger.ordinalsBelow(span.partition(), incarnation, span.first()),
                            ledger.ordinalsBelow(span.partition(), incarnation, span.last() + 1));
        }
    }

    OrdinalSet records(int partition) {
        return records.get(partition);
    }

    /** Of all signs, those that can be about these records. */
    Signs about(Signs all) {
        return all.between(sinceMicros, stoppedMicros).besidesRetries();
    }

    /** Of the acknowledged ones that were deleted, those of which the target holds neither the record nor a later version of its key. */
    OrdinalSet missing(Reconciliation target, int partition) {
        OrdinalSet missing = new OrdinalSet();
        deleted.get(partition).forEach(ordinal -> {
            if (ledger.acked(partition, ordinal) && target.partition(partition).heldInsteadOf(ordinal) < ordinal) {
                missing.add(ordinal);
            }
        });
        return missing;
    }

    long missing(Reconciliation target) {
        return IntStream.range(0, records.size())
                .mapToLong(partition -> missing(target, partition).size())
                .sum();
    }
}
