package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * The result of one plan.
 *
 * @param plan what was run
 * @param outcome verdict against the subject's contract
 * @param sentence the verdict in one sentence, with the first anomaly where there is one
 * @param observed what the target held; null when it was not read
 * @param guarantees what this case says about each guarantee
 * @param checks what each checker says
 * @param faults what became of each planned fault
 * @param recovery what the liveness phase saw; null when it was not reached
 * @param timeline events for the picture, at most {@link #TIMELINE_MAX}; anomalies' events are always among them
 * @param timelineTotal events in the run directory's timeline
 * @param startedAtMicros when the case began, microseconds since the epoch
 * @param durationMillis how long it took
 * @param runDirectory relative to the results file
 * @param reproduce command that runs this case again
 */
public record CaseResult(
        Plan plan,
        Outcome outcome,
        String sentence,
        Observed observed,
        List<GuaranteeOutcome> guarantees,
        List<CheckResult> checks,
        List<FaultOutcome> faults,
        RecoveryFacts recovery,
        List<TimelineEvent> timeline,
        long timelineTotal,
        long startedAtMicros,
        long durationMillis,
        String runDirectory,
        String reproduce) {
    /** Events kept in results; the run directory's timeline holds all. */
    public static final int TIMELINE_MAX = 600;

    public CaseResult {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(sentence, "sentence");
        guarantees = List.copyOf(guarantees);
        checks = List.copyOf(checks);
        faults = List.copyOf(faults);
        timeline = List.copyOf(timeline);
        Objects.requireNonNull(runDirectory, "runDirectory");
        Objects.requireNonNull(reproduce, "reproduce");
    }

    /** All anomalies of all checks, in the order of the checks. */
    public List<Anomaly> anomalies() {
        return checks.stream().flatMap(check -> check.anomalies().stream()).toList();
    }
}
