package dev.sinkproof.check;

import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds subjects that were SILENT about records that they lost or no longer deliver.
 *
 * <p>Verifies: where records were lost or the subject was stuck, a task's status, a worker's log, its metrics of failed records or a dead letter showed that something
 * was wrong. Does not verify: see {@link #doesNotVerify()}.
 */
final class Observability implements Checker {
    @Override
    public String id() {
        return "observability";
    }

    @Override
    public String verifies() {
        return "where records were lost, deleted by Kafka before they were delivered, or the subject was stuck, a failed task, a warning in a"
                + " worker's log, a count of failed records in its metrics or a dead letter showed that"
                + " something was wrong";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "that what showed was about the records that were lost: any sign in the run counts",
                "what a worker's metrics counted in the half second before it was killed: with errors.tolerance=all, where that may be the"
                        + " only sign, a loss is then not judged",
                "lag, and what one would see in the target: a person has to look for that",
                "log lines below WARN, and those of Kafka's clients about their connections",
                "failures that did no harm");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.SILENT);
    }

    @Override
    public CheckResult check(Case judged) {
        return new CountedFailures(judged).beside(silence(judged));
    }

    private CheckResult silence(Case judged) {
        Optional<WorkerLogs> logs = judged.evidence().logs();
        if (logs.isEmpty()) {
            return undecided("not judged: the workers' logs were not collected");
        }
        Reconciliation target = judged.reconciliation();
        long lost = target.size(PartitionFindings::lost);
        long lag = lag(judged);
        long overtaken = judged.overtaken().missing(target);
        if (lost == 0 && lag == 0 && overtaken == 0) {
            return Findings.result(
                    this,
                    Outcome.PASS,
                    "nothing was lost and nothing stuck, so nothing had to show",
                    List.of(),
                    Map.of("lost", lost, "lag", lag));
        }
        Signs all = Signs.of(judged, logs.get());
        boolean onlyOvertaken = lost == 0 && lag == 0;
        return harmed(judged, onlyOvertaken ? judged.overtaken().about(all) : all, lost, lag, overtaken);
    }

    private CheckResult undecided(String reason) {
        return Findings.undecided(this, Outcome.NOT_APPLICABLE, reason);
    }

    /** What was left undone because the case ends in the middle of it is nothing that had to show. */
    private static long lag(Case judged) {
        if (judged.plan().scenario().setup().asLeft()) {
            return 0;
        }
        return judged
                .evidence()
                .recovery()
                .filter(facts -> facts.lagZeroAtMicros() == 0)
                .map(RecoveryFacts::finalLag)
                .stream()
                .flatMap(each -> each.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private CheckResult harmed(Case judged, Signs signs, long lost, long lag, long overtaken) {
        Map<String, Long> measures = Map.of(
                "overtaken",
                overtaken,
                "lost",
                lost,
                "lag",
                lag,
                "failedTasks",
                signs.failedTasks(),
                "warnings",
                signs.warnings(),
                "letters",
                signs.letters());
        if (signs.any()) {
            return Findings.result(
                    this, Outcome.PASS, "it showed that something was wrong: " + signs, List.of(), measures);
        }
        if (signs.leftOut() > 0) {
            return undecided("not judged: " + signs.leftOut() + " warnings in the logs were not kept");
        }
        boolean connectMaySkip = judged.plan()
                .subject()
                .config()
                .getOrDefault("errors.tolerance", "none")
                .equals("all");
        if (lag == 0 && lost > 0 && connectMaySkip && !metricsAreWhole(judged)) {
            return undecided("not judged: with errors.tolerance=all what is skipped shows in Connect's metrics, "
                    + (judged.figures().collected()
                            ? "and a worker was killed, with what it had counted since they were last read"
                            : "which were not collected"));
        }
        Anomaly silent = lost == 0 && lag == 0 ? silentRetention(judged, overtaken) : silent(judged, lost, lag);
        return Findings.result(this, judged.contract(), List.of(silent), "", measures);
    }

    private static boolean metricsAreWhole(Case judged) {
        return judged.figures().collected() && !judged.figures().holed();
    }

    /** A sink is not told that records are gone: what it is given begins behind them, as after any gap. */
    private Anomaly silentRetention(Case judged, long overtaken) {
        Reconciliation target = judged.reconciliation();
        IntFunction<OrdinalSet> ordinals = partition -> judged.overtaken().missing(target, partition);
        return new Anomalies(this)
                .of(
                        AnomalyKind.SILENT,
                        overtaken,
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.only(overtaken
                                + " records were deleted from the log before the subject had committed"
                                + " them, the first of them "
                                + Anomalies.first(judged, ordinals).name()
                                + ", and nothing showed it: Connect's consumer went on behind them (auto.offset.reset="
                                + resetPolicy(judged) + "), no task's status was FAILED, no worker logged a warning"),
                        Culprit.CONNECT);
    }

    private static String resetPolicy(Case judged) {
        return judged.plan().subject().config().getOrDefault("consumer.override.auto.offset.reset", "earliest");
    }

    private Anomaly silent(Case judged, long lost, long lag) {
        IntFunction<OrdinalSet> ordinals =
                partition -> judged.reconciliation().partition(partition).lost();
        String harm = lost == 0
                ? "the subject did not deliver " + lag + " records"
                : lost + " records were lost, the first of them "
                        + Anomalies.first(judged, ordinals).name();
        return new Anomalies(this)
                .of(
                        AnomalyKind.SILENT,
                        lost == 0 ? lag : lost,
                        lost == 0 ? OffsetRanges.none() : OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.only(harm
                                + ", and nothing showed it: no task's status was FAILED, no worker logged a warning about the subject,"
                                + " no dead letter was written"
                                + (judged.figures().collected() ? ", no metric counted a failed record" : "")),
                        // Silence does not show who is silent.
                        Culprit.UNDETERMINED);
    }
}
