package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * The same plan run with a reference sink, to see whose an anomaly is: one that a sink which is known to be correct shows too is not the
 * subject's.
 *
 * @param reference name of the reference sink
 * @param runDirectory its evidence, relative to the results file
 * @param outcome its verdict, against its own contract
 * @param anomalies the kinds that it showed, each once, whether its contract allows them or not
 * @param sentence what it decides, for people; empty before that is worked out
 */
public record Differential(
        String reference, String runDirectory, Outcome outcome, List<AnomalyKind> anomalies, String sentence) {
    public Differential {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(runDirectory, "runDirectory");
        Objects.requireNonNull(outcome, "outcome");
        anomalies = List.copyOf(anomalies);
        Objects.requireNonNull(sentence, "sentence");
    }

    /** What the reference sink's case shows; decides nothing yet. */
    public static Differential of(CaseResult reference) {
        return new Differential(
                reference.plan().subject().name(),
                reference.runDirectory(),
                reference.outcome(),
                reference.anomalies().stream().map(Anomaly::kind).distinct().toList(),
                "");
    }

    /** Whether the reference sink went through the case, so that what it did not show means something. */
    public boolean decides() {
        return outcome != Outcome.INCONCLUSIVE && outcome != Outcome.NOT_APPLICABLE;
    }

    /** The same with what it decides. */
    public Differential saying(String what) {
        return new Differential(reference, runDirectory, outcome, anomalies, what);
    }
}
