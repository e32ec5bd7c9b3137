package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds records that are LOST.
 *
 * <p>Verifies: every acknowledged record that was committed past is in the target or superseded by a later version of its key; one that
 * cannot be written is in the dead letter queue, or skipped where the contract says so.
 * Does not verify: see {@link #doesNotVerify()}.
 */
final class Completeness implements Checker {
    @Override
    public String id() {
        return "completeness";
    }

    @Override
    public String verifies() {
        return "every acknowledged record is in the target or superseded by a later version of its key; one that cannot be written is"
                + " in the dead letter queue, or skipped where the contract says so";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "records whose acknowledgement the producer never got: present or absent, they are no anomaly",
                "records that Kafka deleted before the subject had committed them: present or absent, nobody could deliver them",
                "records above the committed offset when the subject is stuck: they are undelivered, not lost",
                "good records in a dead letter queue: one that could have been written counts as lost");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.LOST);
    }

    @Override
    public CheckResult check(Case judged) {
        Reconciliation found = judged.reconciliation();
        Map<String, Long> measures = measures(judged, found);
        Optional<String> unsettled = judged.demand().unsettled();
        if (unsettled.isPresent()) {
            return Findings.result(this, Outcome.INCONCLUSIVE, unsettled.get(), List.of(), measures);
        }
        long lost = measures.get("lost");
        List<Anomaly> anomalies = lost == 0 ? List.of() : List.of(anomaly(judged, found, lost));
        return Findings.result(this, judged.contract(), anomalies, clean(measures), measures);
    }

    private static Map<String, Long> measures(Case judged, Reconciliation found) {
        return Map.of(
                "overtaken", judged.overtaken().missing(found),
                "acknowledged", judged.ledger().acknowledged(),
                "unknown", judged.ledger().unknown(),
                "rejected", judged.ledger().rejected(),
                "recovered", found.total(PartitionFindings::recovered),
                "lost", found.size(PartitionFindings::lost),
                "undelivered", found.total(PartitionFindings::undelivered),
                "parked", found.total(PartitionFindings::parked));
    }

    private static String clean(Map<String, Long> measures) {
        long undelivered = measures.get("undelivered");
        long overtaken = measures.get("overtaken");
        String all = undelivered == 0
                ? "all " + measures.get("acknowledged") + " acknowledged records are accounted for"
                : "nothing below the committed offsets is missing; " + undelivered
                        + " records above them were not delivered";
        return overtaken == 0
                ? all
                : all + "; " + overtaken
                        + " of them are missing because Kafka deleted them before the subject had committed them";
    }

    private Anomaly anomaly(Case judged, Reconciliation found, long lost) {
        IntFunction<OrdinalSet> ordinals =
                partition -> found.partition(partition).lost();
        Witness witness = Anomalies.first(judged, ordinals);
        RecordStory story = RecordStory.of(judged, witness);
        return new Anomalies(this)
                .of(
                        AnomalyKind.LOST,
                        lost,
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.of(
                                Explanation.lost(witness, story),
                                story,
                                "read back: not in the target, which stands still"),
                        culprit(judged, story));
    }

    /**
     * A connector answers for what was committed past and never written. Where a row was there and is gone, the history does not say
     * who removed it.
     */
    private static Culprit culprit(Case judged, RecordStory story) {
        boolean written = !story.all(Step.Kind.WRITTEN).isEmpty();
        return written || judged.evidence().commits().isEmpty() ? Culprit.UNDETERMINED : Culprit.SUBJECT;
    }
}
