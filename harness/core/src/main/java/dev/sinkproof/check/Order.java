package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds records that were REORDERED.
 *
 * <p>Verifies: in a target to which records are appended, each record appears for the first time after all that precede it in its
 * partition (or, where only that is claimed, in its key). Does not verify: see {@link #doesNotVerify()}.
 */
final class Order implements Checker {
    @Override
    public String id() {
        return "order";
    }

    @Override
    public String verifies() {
        return "where records are appended, each appears for the first time after all that precede it in its partition, or in its key"
                + " where only that is claimed";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "targets in which a later version of a key replaces an earlier one: there last-writer says what order matters",
                "targets that keep no history of their changes: a claim of order is then inconclusive",
                "the order of second and further copies: a block that is written again is duplicated, not reordered",
                "records whose acknowledgement the producer never got: their place in the log is not known",
                "in which order a query returns rows: what counts is the order in which they were inserted and committed");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.REORDERED);
    }

    @Override
    public boolean concerns(Case judged) {
        boolean appends = !judged.contract().writeModel().keyed();
        return judged.contract().order() != OrderClaim.NONE
                || appends && judged.evidence().history().isPresent();
    }

    @Override
    public CheckResult check(Case judged) {
        Contract contract = judged.contract();
        if (contract.writeModel().keyed()) {
            return Findings.undecided(
                    this,
                    Outcome.NOT_APPLICABLE,
                    "a later version of a key replaces an earlier one, so nothing is appended: last-writer says whether the last one won");
        }
        try {
            return result(judged);
        } catch (EvidenceMissingException e) {
            // What nobody claims needs no evidence.
            Outcome outcome = contract.order() == OrderClaim.NONE ? Outcome.NOT_APPLICABLE : Outcome.INCONCLUSIVE;
            return Findings.undecided(this, outcome, e.getMessage());
        }
    }

    private CheckResult result(Case judged) {
        Contract contract = judged.contract();
        Appearances found = Appearances.of(judged);
        boolean perKey = contract.order() == OrderClaim.KEY;
        OutOfOrder decisive = perKey ? found.inKey() : found.inPartition();
        List<Anomaly> anomalies = decisive.count() == 0 ? List.of() : List.of(anomaly(judged, found, decisive, perKey));
        return Findings.result(this, contract, anomalies, clean(found), measures(found));
    }

    private static String clean(Appearances found) {
        long between = found.inPartition().count();
        return between == 0
                ? "all " + found.count() + " records appeared in the order of their partition"
                : "all records of a key appeared in order; " + between
                        + " appeared after later ones of other keys, which is not claimed";
    }

    private static Map<String, Long> measures(Appearances found) {
        return Map.of(
                "appeared", found.count(),
                "reordered", found.inPartition().count(),
                "reorderedInKey", found.inKey().count());
    }

    private Anomaly anomaly(Case judged, Appearances found, OutOfOrder outOfOrder, boolean perKey) {
        found.requireWhole(judged);
        OutOfOrder.Example first = outOfOrder.first();
        Witness late = Witness.of(judged, first.partition(), first.ordinal());
        Witness overtaker = Witness.of(judged, first.partition(), first.overtaker());
        RecordStory story = RecordStory.of(judged, late);
        RecordStory other = RecordStory.of(judged, overtaker);
        return new Anomalies(this)
                .of(
                        AnomalyKind.REORDERED,
                        outOfOrder.count(),
                        OffsetRanges.of(judged.ledger(), outOfOrder::ordinals),
                        Anomalies.Told.of(
                                Explanation.reordered(late, story, overtaker, other, perKey),
                                story,
                                overtaker.name() + ", which follows it in the log, had been written before it"),
                        culprit(story, other));
    }

    /** Whoever had been given the record when a later one was written could have written it first. */
    private static Culprit culprit(RecordStory late, RecordStory overtaker) {
        boolean given = late.first(Step.Kind.PUT)
                .flatMap(put -> overtaker.first(Step.Kind.WRITTEN).filter(written -> put.micros() < written.micros()))
                .isPresent();
        return given ? Culprit.SUBJECT : Culprit.UNDETERMINED;
    }
}
