package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one checker says about one run.
 *
 * @param checker id of the checker
 * @param outcome its verdict against the subject's contract
 * @param summary one sentence: what was found, or why nothing could be said
 * @param anomalies what it found, also where the contract allows it (duplicates under at-least-once)
 * @param measures what it counted, by name
 * @param verifies what the checker verifies
 * @param doesNotVerify what it does not
 */
public record CheckResult(
        String checker,
        Outcome outcome,
        String summary,
        List<Anomaly> anomalies,
        Map<String, Long> measures,
        String verifies,
        List<String> doesNotVerify) {
    public CheckResult {
        Objects.requireNonNull(checker, "checker");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(summary, "summary");
        anomalies = List.copyOf(anomalies);
        measures = Map.copyOf(measures);
        Objects.requireNonNull(verifies, "verifies");
        doesNotVerify = List.copyOf(doesNotVerify);
    }
}
