package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds records that are DUPLICATED.
 *
 * <p>Verifies: no record has more than one row. Does not verify: see {@link #doesNotVerify()}.
 */
final class Uniqueness implements Checker {
    @Override
    public String id() {
        return "uniqueness";
    }

    @Override
    public String verifies() {
        return "no record of the source log has more than one row in the target";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "writes that were repeated and left one row: an upsert of the same record twice has one effect",
                "partitions in which the producer itself may have written records twice, because acknowledgements were missing");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.DUPLICATED);
    }

    @Override
    public CheckResult check(Case judged) {
        Reconciliation found = judged.reconciliation();
        long records = records(judged.ledger(), found);
        List<OrdinalSet> unordered = unordered(judged, found);
        long surprising = unordered.stream().mapToLong(OrdinalSet::size).sum();
        Map<String, Long> measures = measures(judged, found, records);
        measures.put("orderedAgain", records - surprising);
        List<Anomaly> anomalies =
                surprising == 0 ? List.of() : List.of(anomaly(judged, found, unordered::get, surprising));
        CheckResult result = Findings.result(this, judged.contract(), anomalies, clean(measures), measures);
        return measures.get("unproven") == 0 || !AnomalyKind.DUPLICATED.breaks(judged.contract())
                ? result
                : withUnproven(result);
    }

    private static String clean(Map<String, Long> measures) {
        long again = measures.get("orderedAgain");
        return again == 0
                ? "no record has more than one row"
                : again
                        + " records have a row more for each time that their offsets were set back, as the contract says;"
                        + " no other has more than one";
    }

    /** Each partition's records with more rows than they were delivered by order. */
    private static List<OrdinalSet> unordered(Case judged, Reconciliation found) {
        OrderedReplays replays = OrderedReplays.of(judged);
        return IntStream.range(0, judged.ledger().partitions())
                .mapToObj(partition -> unordered(judged, found, replays, partition))
                .toList();
    }

    private static OrdinalSet unordered(Case judged, Reconciliation found, OrderedReplays replays, int partition) {
        OrdinalSet left = new OrdinalSet();
        duplicated(judged.ledger(), found, partition).forEach(ordinal -> {
            if (!replays.explain(partition, ordinal, found.partition(partition).copies(ordinal))) {
                left.add(ordinal);
            }
        });
        return left;
    }

    /** Duplicates that the source log itself may hold prove nothing against the subject. */
    private CheckResult withUnproven(CheckResult result) {
        return Findings.result(
                this,
                result.outcome().worse(Outcome.INCONCLUSIVE),
                result.summary() + "; " + result.measures().get("unproven")
                        + " more records have several rows in partitions where the producer missed acknowledgements: the source log may"
                        + " hold them twice",
                result.anomalies(),
                result.measures());
    }

    private static Map<String, Long> measures(Case judged, Reconciliation found, long records) {
        Map<String, Long> measures = new HashMap<>();
        measures.put("duplicated", records);
        measures.put("surplus", found.total(PartitionFindings::surplus));
        measures.put("unproven", found.size(PartitionFindings::duplicated) - records);
        measures.put(
                "copiesNotCounted",
                found.partitions().stream().filter(PartitionFindings::copiesCut).count());
        measures.put("rows", found.rows());
        measures.put("acknowledged", judged.ledger().acknowledged());
        return measures;
    }

    /** How many records have more than one row, for certain through the subject. */
    static long records(Ledger ledger, Reconciliation found) {
        long records = 0;
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            records += duplicated(ledger, found, partition).size();
        }
        return records;
    }

    /** The partition's records with more than one row; none where the source log itself may hold records twice. */
    static OrdinalSet duplicated(Ledger ledger, Reconciliation found, int partition) {
        boolean eachOnceInLog = ledger.unknown(partition) == 0 || ledger.unexplainedOffsets(partition) == 0;
        return eachOnceInLog ? found.partition(partition).duplicated() : new OrdinalSet();
    }

    private Anomaly anomaly(Case judged, Reconciliation found, IntFunction<OrdinalSet> ordinals, long records) {
        Witness witness = Anomalies.first(judged, ordinals);
        RecordStory story = RecordStory.of(judged, witness);
        long copies = found.partition(witness.partition()).copies(witness.ordinal());
        return new Anomalies(this)
                .of(
                        AnomalyKind.DUPLICATED,
                        records,
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.of(
                                Explanation.duplicated(witness, copies, story),
                                story,
                                "read back: " + copies + " rows in the target"),
                        Culprit.SUBJECT);
    }
}
