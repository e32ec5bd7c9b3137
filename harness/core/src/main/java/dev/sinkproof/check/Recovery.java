package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds subjects that are STUCK, STRANDED or SLOW after everything was healed, or, where the faults last, under them.
 *
 * <p>Verifies: after healing, or under what lasts, lag returns to zero without new input, within the contract's objective. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class Recovery implements Checker {
    @Override
    public String id() {
        return "recovery";
    }

    @Override
    public String verifies() {
        return "after everything was healed, or under faults that last, lag returned to zero with no new input, within the recovery objective";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "whether a subject that is stuck would go on after the deadline, or with more than one record more",
                "that what was committed is in the target: completeness does",
                "times under other session timeouts and rebalance delays than the tested settings",
                "how long a person takes who has to restart what failed: here that is done within seconds");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.STUCK, AnomalyKind.STRANDED, AnomalyKind.SLOW);
    }

    @Override
    public CheckResult check(Case judged) {
        RecoveryFacts facts = judged.evidence()
                .recovery()
                .orElseThrow(() -> new EvidenceMissingException("the run did not reach its liveness phase"));
        if (judged.plan().scenario().setup().asLeft()) {
            return Findings.undecided(
                    this,
                    Outcome.NOT_APPLICABLE,
                    "the target was judged as the faults left it: nothing was healed before, and nothing had to recover");
        }
        if (facts.lagZeroAtMicros() == 0
                && facts.finalLag().isEmpty()
                && facts.failedTasks().isEmpty()) {
            throw new EvidenceMissingException(
                    "lag zero was never seen, and yet no partition lags: the group's offsets were not read");
        }
        if (DeclaredStop.explains(judged, facts)) {
            return Findings.result(
                    this, Outcome.PASS, DeclaredStop.sentence(judged), List.of(), measures(judged, facts));
        }
        List<Anomaly> anomalies = anomalies(judged, facts);
        if (anomalies.isEmpty() && needsAPerson(judged, facts)) {
            return Findings.result(this, Outcome.PARTIAL, others(judged, facts), List.of(), measures(judged, facts));
        }
        return Findings.result(this, judged.contract(), anomalies, clean(judged, facts), measures(judged, facts));
    }

    private List<Anomaly> anomalies(Case judged, RecoveryFacts facts) {
        if (facts.lagZeroAtMicros() == 0) {
            return notCaughtUp(judged, facts);
        }
        List<Anomaly> anomalies = new ArrayList<>();
        if (judged.contract().operator() == OperatorPolicy.NEVER
                && !facts.failedTasks().isEmpty()) {
            anomalies.add(tasksStuck(judged, facts));
        }
        if (facts.recoveryMillis() > judged.contract().recoveryObjectiveMillis()) {
            anomalies.add(slow(judged, facts));
        }
        return anomalies;
    }

    private List<Anomaly> notCaughtUp(Case judged, RecoveryFacts facts) {
        Map<String, Long> stuck = new TreeMap<>(facts.finalLag());
        stuck.keySet().removeAll(facts.freed().keySet());
        List<Anomaly> anomalies = new ArrayList<>();
        if (!facts.freed().isEmpty()) {
            anomalies.add(stranded(judged, facts));
        }
        if (anomalies.isEmpty() || !stuck.isEmpty() || !facts.failedTasks().isEmpty()) {
            anomalies.add(stuck(judged, facts, stuck));
        }
        return anomalies;
    }

    private Anomaly stranded(Case judged, RecoveryFacts facts) {
        String explanation = since(judged) + " at " + Clock.micros(facts.healedAtMicros())
                + " nothing was delivered any more until the deadline of " + facts.deadlineMillis() / 1000
                + " s, with no task FAILED; at " + Clock.micros(facts.oneMoreAtMicros())
                + " one more record was produced to each partition, and what had waited was committed: "
                + lags(facts.freed());
        return new Anomalies(this)
                .of(
                        AnomalyKind.STRANDED,
                        lag(facts.freed()),
                        OffsetRanges.of(
                                judged.ledger(), partition -> undelivered(judged, facts, facts.freed(), partition)),
                        Anomalies.Told.only(explanation),
                        Culprit.UNDETERMINED);
    }

    /** From when on it had to catch up. */
    private static String since(Case judged) {
        return judged.plan().scenario().setup().faultsLast()
                ? "after the last record was produced, under what the faults do for good,"
                : "after everything was healed";
    }

    private static String lags(Map<String, Long> lag) {
        return new TreeMap<>(lag)
                .entrySet().stream()
                        .map(partition -> partition.getKey() + " by " + partition.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Others do its work until they fail too, and where nobody has to act, nobody does. */
    private Anomaly tasksStuck(Case judged, RecoveryFacts facts) {
        String explanation =
                "the contract says that nobody has to act, but " + since(judged) + " tasks stayed FAILED, which"
                        + " Connect never restarts, and others did their work: " + new TreeMap<>(facts.failedTasks());
        return new Anomalies(this)
                .of(
                        AnomalyKind.STUCK,
                        facts.failedTasks().size(),
                        OffsetRanges.none(),
                        Anomalies.Told.only(explanation),
                        Culprit.SUBJECT);
    }

    /** Whether somebody had to act, or still has to, and the contract does not say that it may come to that. */
    private static boolean needsAPerson(Case judged, RecoveryFacts facts) {
        return judged.contract().operator() != OperatorPolicy.RESTART
                && !(facts.failedTasks().isEmpty() && facts.restarted().isEmpty());
    }

    /** Connect does not restart a failed task: either nothing goes on, or fewer tasks do the work, until someone acts. */
    private static String others(Case judged, RecoveryFacts facts) {
        return facts.failedTasks().isEmpty()
                ? clean(judged, facts)
                : clean(judged, facts) + ", but someone has to restart what failed: "
                        + new TreeMap<>(facts.failedTasks());
    }

    private static String clean(Case judged, RecoveryFacts facts) {
        String when = "lag was zero " + facts.recoveryMillis() + " ms " + since(judged);
        return facts.restarted().isEmpty()
                ? when
                : when + ", once what had failed was restarted in the operator's stead: "
                        + new TreeMap<>(facts.restarted());
    }

    private static Map<String, Long> measures(Case judged, RecoveryFacts facts) {
        Map<String, Long> measures = new TreeMap<>();
        measures.put("recoveryMillis", facts.recoveryMillis());
        measures.put("objectiveMillis", judged.contract().recoveryObjectiveMillis());
        measures.put("finalLag", lag(facts.finalLag()));
        measures.put("freedByOneMore", lag(facts.freed()));
        measures.put("failedTasks", (long) facts.failedTasks().size());
        measures.put("restartedTasks", (long) facts.restarted().size());
        return measures;
    }

    private static long lag(Map<String, Long> partitions) {
        return partitions.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @param stuck the partitions that lag, without those that one more record has freed */
    private Anomaly stuck(Case judged, RecoveryFacts facts, Map<String, Long> stuck) {
        String lagging = lags(stuck);
        String failed = new TreeMap<>(facts.failedTasks())
                .entrySet().stream()
                        .map(task -> "; task " + task.getKey() + " FAILED: " + task.getValue())
                        .collect(Collectors.joining());
        String explanation = since(judged) + " at " + Clock.micros(facts.healedAtMicros())
                + " the subject did not catch up (the deadline is " + facts.deadlineMillis() / 1000
                + " s): it still lags "
                + (lagging.isEmpty() ? "by an unknown number of records" : lagging) + failed;
        return new Anomalies(this)
                .of(
                        AnomalyKind.STUCK,
                        lag(stuck),
                        OffsetRanges.of(judged.ledger(), partition -> undelivered(judged, facts, stuck, partition)),
                        Anomalies.Told.only(explanation),
                        // A failed task shows whose exception it was; silence does not show who is silent.
                        facts.failedTasks().isEmpty() ? Culprit.UNDETERMINED : Culprit.SUBJECT);
    }

    /** @param lagging lag by partition, before one more record was produced to each of them */
    private static OrdinalSet undelivered(Case judged, RecoveryFacts facts, Map<String, Long> lagging, int partition) {
        OrdinalSet ordinals = new OrdinalSet();
        Long lag = lagging.get(judged.plan().topic() + "-" + partition);
        if (lag == null) {
            return ordinals;
        }
        long more = facts.oneMoreAtMicros() == 0 ? 0 : 1;
        long committed = Math.max(0, judged.ledger().endOffset(partition) - more - lag);
        ordinals.addRange(
                judged.ledger().ordinalsBelow(partition, committed),
                judged.ledger().count(partition) - more);
        return ordinals;
    }

    private Anomaly slow(Case judged, RecoveryFacts facts) {
        String explanation = "lag was zero " + facts.recoveryMillis() + " ms " + since(judged) + " at "
                + Clock.micros(facts.healedAtMicros()) + ", but the objective is "
                + judged.contract().recoveryObjectiveMillis() + " ms";
        return new Anomalies(this)
                .of(
                        AnomalyKind.SLOW,
                        1,
                        OffsetRanges.none(),
                        Anomalies.Told.only(explanation),
                        // Session timeouts and rebalances take their time too.
                        Culprit.UNDETERMINED);
    }
}
