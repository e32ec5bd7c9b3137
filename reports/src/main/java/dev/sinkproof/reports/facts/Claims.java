package dev.sinkproof.reports.facts;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.GuaranteeOutcome.Status;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Claim against evidence over the lattice of guarantees: how many claims held, the strongest guarantee that was not
 * refuted, and the weakest that was.
 *
 * @param rows what the evidence says, the strongest guarantee first; without {@link Guarantee#NONE}, which no evidence
 *     can refute
 */
public record Claims(List<GuaranteeOutcome> rows) {
    public Claims {
        rows = rows.stream()
                .filter(row -> row.guarantee() != Guarantee.NONE)
                .sorted(Comparator.comparing(GuaranteeOutcome::guarantee).reversed())
                .toList();
    }

    /** Claims with this status; a claim counts with all that it implies. */
    public long claimed(Status status) {
        return rows.stream()
                .filter(row -> row.claimed() && row.status() == status)
                .count();
    }

    /** Not refuted, and not implied by another that was not refuted; two where the lattice has no single strongest. */
    public List<Guarantee> strongestNotRefuted() {
        List<Guarantee> held = with(Status.NOT_REFUTED).toList();
        return held.stream()
                .filter(one -> held.stream().noneMatch(other -> other != one && other.implies(one)))
                .toList();
    }

    /** Refuted, and implying no other that was refuted. */
    public List<Guarantee> weakestRefuted() {
        List<Guarantee> refuted = with(Status.REFUTED).toList();
        return refuted.stream()
                .filter(one -> refuted.stream().noneMatch(other -> other != one && one.implies(other)))
                .toList();
    }

    /** Stronger guarantees that cannot hold either, since they imply one of {@link #weakestRefuted()}. */
    public List<Guarantee> alsoRuledOut() {
        List<Guarantee> weakest = weakestRefuted();
        return Stream.of(Guarantee.values())
                .filter(one -> !weakest.contains(one) && weakest.stream().anyMatch(one::implies))
                .toList();
    }

    private Stream<Guarantee> with(Status status) {
        return rows.stream().filter(row -> row.status() == status).map(GuaranteeOutcome::guarantee);
    }
}
