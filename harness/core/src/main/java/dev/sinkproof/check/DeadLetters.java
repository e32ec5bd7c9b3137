package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PoisonPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds records that are DLQ_MISSING, and DLQ_PHANTOMs.
 *
 * <p>Verifies: where there is a dead letter queue, every record that cannot be converted or written and was committed past is in it,
 * with headers that say which it was, and no good record is. A record that is parked more than once is counted: Connect parks at least
 * once, and reads a record again after a crash, so that no connector could keep it from happening. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class DeadLetters implements Checker {
    @Override
    public String id() {
        return "dead-letter";
    }

    @Override
    public String verifies() {
        return "every record that cannot be converted or written is in the dead letter queue, with headers that say which it was; no"
                + " good record is";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "that a record is parked only once: Connect parks at least once, so copies are counted and never a failure",
                "that what was parked is, byte for byte, what was read",
                "queues of the connector's own: only the one that Connect's settings name is read",
                "unusual records that can be written (a new field, a large one, headers): whether a subject should write them is for"
                        + " completeness to say",
                "records whose acknowledgement the producer never got");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.DLQ_MISSING, AnomalyKind.DLQ_PHANTOM);
    }

    @Override
    public boolean concerns(Case judged) {
        return judged.contract().poisonPolicy() == PoisonPolicy.DEAD_LETTER_QUEUE
                || !Poison.queue(judged).isEmpty();
    }

    @Override
    public CheckResult check(Case judged) {
        Parked parked = Parked.of(judged);
        Poison poison = Poison.of(judged);
        long missing = sum(judged, partition -> missing(judged, poison, partition));
        List<Anomaly> anomalies = new ArrayList<>();
        if (missing > 0) {
            anomalies.add(missing(judged, poison, missing));
        }
        phantom(judged, parked).ifPresent(anomalies::add);
        Map<String, Long> measures = Map.of(
                "letters", parked.letters(),
                "parked", poison.parked(),
                "parkedAgain", parked.copies(),
                "missing", missing,
                "good", sum(judged, parked::good),
                "unusual", parked.unusual(),
                "ofNoRecord", parked.ofNoRecord());
        Optional<String> unsettled = judged.demand().unsettled();
        if (unsettled.isPresent() && anomalies.isEmpty()) {
            return Findings.result(this, Outcome.INCONCLUSIVE, unsettled.get(), anomalies, measures);
        }
        return Findings.result(this, judged.contract(), anomalies, clean(parked, poison), measures);
    }

    /** Found neither in the queue nor, where the target can hold such a record, in the target. */
    private static OrdinalSet missing(Case judged, Poison poison, int partition) {
        OrdinalSet missing = new OrdinalSet();
        poison.partition(partition).lost().forEach(ordinal -> {
            if (!isWritten(judged, partition, ordinal)) {
                missing.add(ordinal);
            }
        });
        return missing;
    }

    private static boolean isWritten(Case judged, int partition, long ordinal) {
        return judged.evidence().snapshot().isPresent()
                && judged.reconciliation().partition(partition).holds(ordinal);
    }

    private static long sum(Case judged, IntFunction<OrdinalSet> ordinals) {
        long sum = 0;
        for (int partition = 0; partition < judged.ledger().partitions(); partition++) {
            sum += ordinals.apply(partition).size();
        }
        return sum;
    }

    private static String clean(Parked parked, Poison poison) {
        String copies = parked.copies() == 0
                ? ""
                : "; " + parked.copies() + " letters are copies, as Connect parks at least once";
        return (poison.parked() == 0
                        ? "no good record is in the queue, and none that had to be parked is missing"
                        : "all records that had to be parked are in the queue (" + poison.parked()
                                + "), and no good one is")
                + copies;
    }

    private Anomaly missing(Case judged, Poison poison, long count) {
        IntFunction<OrdinalSet> ordinals = partition -> missing(judged, poison, partition);
        Witness witness = Anomalies.first(judged, ordinals);
        RecordStory story = RecordStory.of(judged, witness);
        String queue = Poison.queue(judged);
        return new Anomalies(this)
                .of(
                        AnomalyKind.DLQ_MISSING,
                        count,
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.of(
                                Explanation.notParked(
                                        witness,
                                        Poison.why(judged, witness.partition(), witness.ordinal()),
                                        queue,
                                        story),
                                story,
                                queue.isEmpty() ? "no dead letter queue is configured" : "read back: not in " + queue),
                        // Whoever was never given the record could not park it.
                        story.all(Step.Kind.PUT).isEmpty() ? Culprit.UNDETERMINED : Culprit.SUBJECT);
    }

    private Optional<Anomaly> phantom(Case judged, Parked parked) {
        long count = sum(judged, parked::good);
        if (count == 0) {
            return Optional.empty();
        }
        Witness witness = Anomalies.first(judged, parked::good);
        RecordStory story = RecordStory.of(judged, witness);
        Parked.Letter letter = parked.letterOf(witness);
        boolean written = isWritten(judged, witness.partition(), witness.ordinal());
        return Optional.of(new Anomalies(this)
                .of(
                        AnomalyKind.DLQ_PHANTOM,
                        count,
                        OffsetRanges.of(judged.ledger(), parked::good),
                        Anomalies.Told.of(
                                Explanation.parkedThoughGood(witness, letter.why(), written),
                                story,
                                "read back: in the dead letter queue, " + letter.why()),
                        letter.culprit()));
    }
}
