package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds rows that are PHANTOMs.
 *
 * <p>Verifies: every row came from a record that the source log holds, or may hold. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class Provenance implements Checker {
    @Override
    public String id() {
        return "provenance";
    }

    @Override
    public String verifies() {
        return "every row in the target came from a record of the source log";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "rows of records whose acknowledgement the producer never got: they count as recovered",
                "tables and objects outside the one that was read");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.PHANTOM);
    }

    @Override
    public CheckResult check(Case judged) {
        Reconciliation found = judged.reconciliation();
        List<Anomaly> anomalies = found.phantomCount() == 0 ? List.of() : List.of(anomaly(found));
        return Findings.result(
                this,
                judged.contract(),
                anomalies,
                "all " + found.rows() + " rows came from the source log",
                Map.of("rows", found.rows(), "phantom", found.phantomCount()));
    }

    /** The table was the run's own, but a row does not say who wrote it. */
    private Anomaly anomaly(Reconciliation found) {
        List<String> examples =
                found.phantoms().stream().map(PhantomRow::toString).toList();
        return new Anomalies(this)
                .of(
                        AnomalyKind.PHANTOM,
                        found.phantomCount(),
                        OffsetRanges.none(),
                        new Anomalies.Told("the target holds " + examples.get(0), examples, List.of()),
                        Culprit.UNDETERMINED);
    }
}
