package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Finds records that are CORRUPTED.
 *
 * <p>Verifies: every field of every row says what the record in the source log says. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class Fidelity implements Checker {
    @Override
    public String id() {
        return "fidelity";
    }

    @Override
    public String verifies() {
        return "every field of every row is a faithful representation of the record's: decimals, microseconds, doubles, bytes, unicode, nulls";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "column types: a faithful value in another type is accepted (a timestamp as a number of microseconds, a boolean as 0 or 1)",
                "columns that the connector adds",
                "record headers and Kafka timestamps");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.CORRUPTED);
    }

    @Override
    public CheckResult check(Case judged) {
        Reconciliation found = judged.reconciliation();
        Map<String, Long> measures = new TreeMap<>();
        measures.put("rows", found.rows());
        measures.put("fieldsPerRow", (long) Workload.columns().size());
        measures.put("corrupted", found.size(PartitionFindings::corrupted));
        found.corruptedFields().forEach((field, rows) -> measures.put("corrupted." + field, rows));
        List<Anomaly> anomalies = found.corrupted().isEmpty() ? List.of() : List.of(anomaly(judged, found));
        return Findings.result(this, judged.contract(), anomalies, "every field is what the source log says", measures);
    }

    private Anomaly anomaly(Case judged, Reconciliation found) {
        CorruptedRow first = found.corrupted().get(0);
        Witness witness = Witness.of(judged, first.partition(), first.ordinal());
        RecordStory story = RecordStory.of(judged, witness);
        IntFunction<OrdinalSet> ordinals =
                partition -> found.partition(partition).corrupted();
        return new Anomalies(this)
                .of(
                        AnomalyKind.CORRUPTED,
                        found.size(PartitionFindings::corrupted),
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.of(explanation(witness, first, found), story, "read back: " + first.describe()),
                        Culprit.SUBJECT);
    }

    private static String explanation(Witness witness, CorruptedRow first, Reconciliation found) {
        String fields = found.corruptedFields().entrySet().stream()
                .map(field -> field.getKey() + " in " + field.getValue())
                .collect(Collectors.joining(", "));
        return "record " + witness.name() + ": " + first.differences().get(0) + "; rows that differ, by field: "
                + fields;
    }
}
