package dev.sinkproof.simulation.explore;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Says what of a run counts against the subject: what breaks its contract, and hazards that only need one more crash to do so. What
 * Connect itself dropped on the way to the subject (docs/findings/0002) or to a dead letter queue (docs/findings/0004) does not count.
 * It asks the same checkers as every other environment.
 */
public final class Oracle {
    private static final String COMMIT_SAFETY = "commit-safety";

    /** What records cause that the subject was never given. */
    private static final Set<AnomalyKind> MISSING = Set.of(
            AnomalyKind.LOST,
            AnomalyKind.STALE,
            AnomalyKind.RESURRECTED,
            AnomalyKind.STUCK,
            AnomalyKind.PREMATURE_COMMIT);

    /** What records cause that Connect was to park, or has parked by itself. */
    private static final Set<AnomalyKind> NOT_PARKED =
            Set.of(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING, AnomalyKind.PREMATURE_COMMIT);

    private final Judge judge = new Judge();

    /**
     * What a run showed.
     *
     * @param judgement all of it
     * @param violations what counts against the subject; empty when nothing does
     * @param inconclusive whether something could not be said, so that silence means nothing
     */
    public record Verdict(Judgement judgement, Set<AnomalyKind> violations, boolean inconclusive) {
        public Verdict {
            Objects.requireNonNull(judgement, "judgement");
            violations = violations.isEmpty() ? Set.of() : EnumSet.copyOf(violations);
        }
    }

    public Verdict judge(SimulatedRun run) {
        Judgement judgement = judge.judge(run);
        Set<AnomalyKind> violations = EnumSet.noneOf(AnomalyKind.class);
        for (Anomaly anomaly : judgement.anomalies()) {
            if (countsAgainst(anomaly, run)) {
                violations.add(anomaly.kind());
            }
        }
        return new Verdict(judgement, violations, inconclusive(judgement, run));
    }

    private static boolean inconclusive(Judgement judgement, SimulatedRun run) {
        return judgement.checks().stream()
                .filter(check -> check.outcome() == Outcome.INCONCLUSIVE)
                .anyMatch(check -> !(check.checker().equals(COMMIT_SAFETY) && neededNoCommit(run)));
    }

    /** Everything was delivered and nothing committed: the subject keeps its offsets in the target, and there is no commit to judge. */
    private static boolean neededNoCommit(SimulatedRun run) {
        return run.commits().orElseThrow().isEmpty()
                && run.recovery().orElseThrow().finalLag().isEmpty();
    }

    private static boolean countsAgainst(Anomaly anomaly, SimulatedRun run) {
        AnomalyKind kind = anomaly.kind();
        if (run.droppedByConnect() && MISSING.contains(kind)) {
            return false;
        }
        if (NOT_PARKED.contains(kind) && !anomaly.truncated() && run.outOfReach(anomaly.offsets())) {
            return false;
        }
        Contract contract = run.plan().subject().contract();
        return switch (kind) {
            case PREMATURE_COMMIT -> true;
            // Who resets the offsets asks for commits that go back. Connect goes back by itself to the last commit that
            // it
            // heard of when preCommit throws (docs/findings/0005), and for partitions that it has given away (0006).
            case OFFSET_REGRESSED ->
                !had(FaultKind.OFFSETS_RESET, run) && !had(FaultKind.COMMIT_ACK_LOST, run) && !run.committedOfOthers();
            case SLOW, SMALL_OBJECTS -> false;
            default -> kind.breaks(contract);
        };
    }

    private static boolean had(FaultKind kind, SimulatedRun run) {
        return run.faults().stream().anyMatch(outcome -> outcome.fault().kind().equals(kind.id()));
    }
}
