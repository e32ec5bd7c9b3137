package dev.sinkproof.check;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import java.util.List;
import java.util.Set;

/**
 * Judges one property of a run. A pure function of the case: the same evidence always gives the same result.
 *
 * <p>Life cycle: a checker is stateless; one instance may judge any number of cases, from one thread at a time for each case. A
 * checker that throws is INCONCLUSIVE with the cause.
 */
public interface Checker {
    /** Stable id, for example {@code completeness}. */
    String id();

    /** What it verifies, one sentence. */
    String verifies();

    /** What it does not verify, though one might think so; repeated in the report. */
    List<String> doesNotVerify();

    /** Kinds of anomalies that it can find. */
    Set<AnomalyKind> finds();

    /** Whether the case has what is judged at all: one without objects needs no word about them. */
    default boolean concerns(Case judged) {
        return true;
    }

    /** Judges the case. */
    CheckResult check(Case judged);
}
