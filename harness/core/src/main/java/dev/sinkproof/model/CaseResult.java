package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
 * @param counts events of the whole timeline by name, and sums over it by the names in {@link Counts}; what is missing was not
 *     collected
 * @param series quantities over time
 * @param objects what its objects cost; null when the target is no object store, or was not read
 * @param differential the same plan run with a reference sink, and what that decides; null when that was not done
 */
public record CaseResult(
        Plan plan,
        Outcome outcome,
        String sentence,
        @MayBeNull Observed observed,
        List<GuaranteeOutcome> guarantees,
        List<CheckResult> checks,
        List<FaultOutcome> faults,
        @MayBeNull RecoveryFacts recovery,
        List<TimelineEvent> timeline,
        long timelineTotal,
        long startedAtMicros,
        long durationMillis,
        String runDirectory,
        String reproduce,
        @Since(1) Map<String, Long> counts,
        @Since(1) List<Series> series,
        @MayBeNull @Since(3) ObjectFacts objects,
        @MayBeNull @Since(6) Differential differential) {
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
        // Results of an earlier minor version have none.
        counts = counts == null ? Map.of() : Map.copyOf(counts);
        series = series == null ? List.of() : List.copyOf(series);
    }

    /** A result of which nothing was counted or measured over time. */
    public CaseResult(
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
        this(
                plan,
                outcome,
                sentence,
                observed,
                guarantees,
                checks,
                faults,
                recovery,
                timeline,
                timelineTotal,
                startedAtMicros,
                durationMillis,
                runDirectory,
                reproduce,
                Map.of(),
                List.of(),
                null,
                null);
    }

    /** The same with another part of the timeline. */
    public CaseResult withTimeline(List<TimelineEvent> kept) {
        return with(checks, kept, Math.max(timelineTotal, timeline.size()), series, differential);
    }

    /** The same with other quantities over time. */
    public CaseResult withSeries(List<Series> others) {
        return with(checks, timeline, timelineTotal, others, differential);
    }

    /** The same with the culprits that a differential run decides. */
    public CaseResult attributed(List<CheckResult> attributed, Differential decided) {
        return with(attributed, timeline, timelineTotal, series, decided);
    }

    private CaseResult with(
            List<CheckResult> made, List<TimelineEvent> kept, long total, List<Series> measured, Differential decided) {
        return new CaseResult(
                plan,
                outcome,
                sentence,
                observed,
                guarantees,
                made,
                faults,
                recovery,
                kept,
                total,
                startedAtMicros,
                durationMillis,
                runDirectory,
                reproduce,
                counts,
                measured,
                objects,
                decided);
    }

    /** The quantity over time; empty when it was not measured. */
    public Optional<Series> series(String id, String scope) {
        return series.stream()
                .filter(each -> each.id().equals(id) && each.scope().equals(scope))
                .findFirst();
    }

    /** How many over the whole timeline; -1 when that was not counted. */
    public long count(String name) {
        return counts.isEmpty() ? -1 : counts.getOrDefault(name, 0L);
    }

    /** All anomalies of all checks, in the order of the checks. */
    public List<Anomaly> anomalies() {
        return checks.stream().flatMap(check -> check.anomalies().stream()).toList();
    }
}
