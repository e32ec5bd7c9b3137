package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What {@link Judge} says about one run. */
public final class Judgement {
    private final Outcome outcome;
    private final String sentence;
    private final Observed observed;
    private final List<GuaranteeOutcome> guarantees;
    private final List<CheckResult> checks;
    private final Evidence evidence;
    private final Reconciliation reconciliation;

    Judgement(
            Outcome outcome,
            String sentence,
            Observed observed,
            List<GuaranteeOutcome> guarantees,
            List<CheckResult> checks,
            Evidence evidence,
            Reconciliation reconciliation) {
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.sentence = Objects.requireNonNull(sentence, "sentence");
        this.observed = observed;
        this.guarantees = List.copyOf(guarantees);
        this.checks = List.copyOf(checks);
        this.evidence = Objects.requireNonNull(evidence, "evidence");
        this.reconciliation = reconciliation;
    }

    /** Verdict against the subject's contract: the worst of all checks. */
    public Outcome outcome() {
        return outcome;
    }

    /** The verdict in one sentence, with the first anomaly where there is one. */
    public String sentence() {
        return sentence;
    }

    /** What the target held; null when it was not read. */
    public Observed observed() {
        return observed;
    }

    /** What the run says about each guarantee, whatever is claimed. */
    public List<GuaranteeOutcome> guarantees() {
        return guarantees;
    }

    public List<CheckResult> checks() {
        return checks;
    }

    /** All anomalies, in the order of the checks. */
    public List<Anomaly> anomalies() {
        return checks.stream().flatMap(check -> check.anomalies().stream()).toList();
    }

    /**
     * Writes every lost offset, one {@code topic-partition@offset} a line, in order. Nothing when nothing was lost, when that cannot
     * be told, or when the target was not read.
     */
    public void writeLost(Appendable out) throws IOException {
        write(partition -> reconciliation.partition(partition).lost(), out);
    }

    /** Writes every offset that is in the target more than once, one {@code topic-partition@offset} a line, in order. */
    public void writeDuplicated(Appendable out) throws IOException {
        write(partition -> Uniqueness.duplicated(evidence.ledger(), reconciliation, partition), out);
    }

    private void write(IntFunction<OrdinalSet> ordinals, Appendable out) throws IOException {
        if (reconciliation != null) {
            OffsetLines.write(evidence.ledger(), ordinals, out);
        }
    }

    /**
     * The run's part of {@code results.json}, with a bounded part of the timeline in which all events of anomalies are.
     *
     * @param startedAtMicros when the case began, microseconds since the epoch
     * @param durationMillis how long it took
     * @param runDirectory relative to the results file
     * @param reproduce command that runs this case again
     * @throws IOException when the timeline cannot be read
     */
    public CaseResult toCaseResult(long startedAtMicros, long durationMillis, String runDirectory, String reproduce)
            throws IOException {
        Measures measures = Measures.of(evidence);
        TimelineExcerpt excerpt = TimelineExcerpt.of(evidence.timeline(), eventsOfAnomalies());
        return new CaseResult(
                evidence.plan(),
                outcome,
                sentence,
                observed,
                guarantees,
                checks,
                evidence.faults(),
                evidence.recovery().orElse(null),
                excerpt.events(),
                excerpt.total(),
                startedAtMicros,
                durationMillis,
                runDirectory,
                reproduce,
                measures.counts(),
                measures.series(),
                ObjectMeasures.of(evidence).orElse(null),
                null);
    }

    private Set<Long> eventsOfAnomalies() {
        return anomalies().stream()
                .flatMap(anomaly -> anomaly.events().stream())
                .collect(Collectors.toSet());
    }
}
