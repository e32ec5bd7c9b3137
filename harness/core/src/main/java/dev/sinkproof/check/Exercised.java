package dev.sinkproof.check;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says whether the run did what it planned, so that a pass means something. It finds nothing against the subject.
 *
 * <p>Verifies: records were produced, every planned fault fired, the target was read and stood still. Does not verify: see
 * {@link #doesNotVerify()}.
 */
final class Exercised implements Checker {
    @Override
    public String id() {
        return "exercised";
    }

    @Override
    public String verifies() {
        return "records were produced, every planned fault fired, and the target was read after it stood still";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of("faults at other moments, and with other records, than the planned ones");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of();
    }

    @Override
    public CheckResult check(Case judged) {
        List<String> gaps = new ArrayList<>();
        records(judged).ifPresent(gaps::add);
        faults(judged, gaps);
        readBack(judged).ifPresent(gaps::add);
        observation(judged, gaps);
        return Findings.result(
                this,
                gaps.isEmpty() ? Outcome.PASS : Outcome.INCONCLUSIVE,
                gaps.isEmpty() ? "everything that was planned was done" : String.join("; ", gaps),
                List.of(),
                measures(judged));
    }

    private static Map<String, Long> measures(Case judged) {
        return Map.of(
                "planned", judged.plan().workload().records(),
                "acknowledged", judged.ledger().acknowledged(),
                "faultsPlanned", (long) judged.plan().scenario().faults().size(),
                "faultsFired",
                        judged.evidence().faults().stream()
                                .filter(fault -> fault.status() == FaultOutcome.Status.FIRED)
                                .count());
    }

    private static Optional<String> records(Case judged) {
        long planned = judged.plan().workload().records();
        long produced = IntStream.range(0, judged.ledger().partitions())
                .mapToLong(judged.ledger()::count)
                .sum();
        if (judged.ledger().acknowledged() == 0) {
            return Optional.of(
                    "Kafka acknowledged no record, so nothing was exercised: either the workload plans none (raise the number of"
                            + " records), or the broker could not be reached (look at its log)");
        }
        // One more than planned is produced to partitions that stand still in the end.
        return produced >= planned
                ? Optional.empty()
                : Optional.of("only " + produced + " of " + planned
                        + " planned records were produced: the run was cut short (look at its" + " log)");
    }

    private static void faults(Case judged, List<String> gaps) {
        Map<String, FaultOutcome> outcomes = judged.evidence().faults().stream()
                .collect(Collectors.toMap(
                        outcome -> outcome.fault().id(), Function.identity(), (first, second) -> second));
        for (FaultSpec fault : judged.plan().scenario().faults()) {
            gap(fault, outcomes.get(fault.id())).ifPresent(gaps::add);
        }
    }

    private static Optional<String> gap(FaultSpec fault, FaultOutcome outcome) {
        String name = "fault " + fault.id() + " (" + fault.kind() + " at the "
                + fault.trigger().describe() + ")";
        if (outcome == null) {
            return Optional.of(name + " was planned, but the run does not say what became of it");
        }
        return switch (outcome.status()) {
            case FIRED -> Optional.empty();
            case NOT_FIRED ->
                Optional.of(name + (outcome.times() == 0 ? " never fired: " : " ") + outcome.detail() + whyNot(fault));
            case COULD_NOT_BE_DONE -> Optional.of(name + " could not be done: " + outcome.detail());
        };
    }

    private static String whyNot(FaultSpec fault) {
        return fault.trigger().atPassing()
                ? ". Either the run has too few passings of "
                        + fault.trigger().point().id()
                        + " (raise the number of records, lower the batch size, or choose a lower n), or the connector never passes it"
                        + " under these conditions (look at the timeline for what it does pass)"
                : ". Either what it follows never came (look at the other faults), or the run ended before (raise the number of"
                        + " records, or lower the rate)";
    }

    /** What could not be observed cannot have been triggered on, or be told from what did not happen. */
    private static void observation(Case judged, List<String> gaps) {
        Set<String> problems = new TreeSet<>();
        try {
            judged.evidence().timeline().forEach(event -> {
                if (event.name().equals(EventNames.OBSERVATION_PROBLEM)) {
                    problems.add(event.source() + ": " + event.attributes().get("problem"));
                }
            });
        } catch (IOException e) {
            problems.add("the timeline cannot be read: " + e.getMessage());
        }
        problems.forEach(problem -> gaps.add("not everything could be observed: " + problem));
    }

    private static Optional<String> readBack(Case judged) {
        if (judged.evidence().snapshot().isEmpty()) {
            return Optional.of(
                    "the target was not read: either the run ended early (look at its log), or the target could not be"
                            + " reached after healing (look at the sinkproof.target settings)");
        }
        Optional<RecoveryFacts> recovery = judged.evidence().recovery();
        if (recovery.isEmpty()) {
            return Optional.of("the run did not reach its liveness phase (look at its log)");
        }
        return recovery.get().quiescent()
                ? Optional.empty()
                : Optional.of(
                        "the target was still changing when it was read: either the subject is still delivering (give the run a longer"
                                + " deadline), or something else writes to the same table");
    }
}
