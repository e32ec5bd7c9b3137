package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds keys that are STALE or RESURRECTED.
 *
 * <p>Verifies: for each key the target holds the source log's last word, deletes included. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class LastWriter implements Checker {
    @Override
    public String id() {
        return "last-writer";
    }

    @Override
    public String verifies() {
        return "for each key the target holds the source log's last word, deletes included";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "states in between: only what the target holds at the end is compared",
                "keys that are missing altogether: completeness finds those");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.STALE, AnomalyKind.RESURRECTED);
    }

    @Override
    public CheckResult check(Case judged) {
        if (!judged.workload().model().keyed()) {
            return Findings.undecided(
                    this, Outcome.NOT_APPLICABLE, "the write model is append: no record replaces another");
        }
        Reconciliation found = judged.reconciliation();
        Map<String, Long> measures = Map.of(
                "keys", (long) judged.workload().keys() * judged.ledger().partitions(),
                "stale", found.size(PartitionFindings::stale),
                "resurrected", found.size(PartitionFindings::resurrected));
        if (judged.demand().unsettled().isPresent()) {
            return Findings.result(
                    this, Outcome.INCONCLUSIVE, judged.demand().unsettled().get(), List.of(), measures);
        }
        List<Anomaly> anomalies = new ArrayList<>();
        if (measures.get("stale") > 0) {
            anomalies.add(stale(judged, found, measures.get("stale")));
        }
        if (measures.get("resurrected") > 0) {
            anomalies.add(resurrected(judged, found, measures.get("resurrected")));
        }
        return Findings.result(
                this, judged.contract(), anomalies, "every key holds the source log's last word", measures);
    }

    private Anomaly stale(Case judged, Reconciliation found, long count) {
        IntFunction<OrdinalSet> ordinals =
                partition -> found.partition(partition).stale();
        Witness witness = Anomalies.first(judged, ordinals);
        RecordStory story = RecordStory.of(judged, witness);
        String held = held(judged, found, witness);
        String explanation = Explanation.stale(witness, key(judged, witness), held, story);
        return anomaly(
                judged,
                AnomalyKind.STALE,
                count,
                ordinals,
                Anomalies.Told.of(explanation, story, "read back: " + held));
    }

    private Anomaly resurrected(Case judged, Reconciliation found, long count) {
        IntFunction<OrdinalSet> ordinals =
                partition -> found.partition(partition).resurrected();
        Witness witness = Anomalies.first(judged, ordinals);
        RecordStory story = RecordStory.of(judged, witness);
        String held = held(judged, found, witness);
        String explanation = Explanation.resurrected(witness, key(judged, witness), held, story);
        return anomaly(
                judged,
                AnomalyKind.RESURRECTED,
                count,
                ordinals,
                Anomalies.Told.of(explanation, story, "read back: " + held));
    }

    private Anomaly anomaly(
            Case judged, AnomalyKind kind, long count, IntFunction<OrdinalSet> ordinals, Anomalies.Told told) {
        return new Anomalies(this).of(kind, count, OffsetRanges.of(judged.ledger(), ordinals), told, Culprit.SUBJECT);
    }

    private static String key(Case judged, Witness witness) {
        return "key "
                + judged.workload()
                        .keyId(witness.partition(), judged.workload().keyOf(witness.partition(), witness.ordinal()));
    }

    private static String held(Case judged, Reconciliation found, Witness witness) {
        long held = found.partition(witness.partition()).heldInsteadOf(witness.ordinal());
        return held == witness.ordinal()
                ? "an older version in a row of its own"
                : "version " + judged.workload().version(held) + " (" + judged.name(witness.partition(), held) + ")";
    }
}
