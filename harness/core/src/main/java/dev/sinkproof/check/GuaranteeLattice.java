package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.GuaranteeOutcome.Status;
import dev.sinkproof.model.Outcome;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What evidence says about each guarantee, whatever is claimed. Evidence refutes a guarantee or does not; it never proves one.
 */
public final class GuaranteeLattice {
    private static final List<Guarantee> JUDGED =
            Arrays.stream(Guarantee.values()).filter(g -> g != Guarantee.NONE).toList();

    private GuaranteeLattice() {}

    /** What one case says, from all its checks. */
    static List<GuaranteeOutcome> ofCase(String caseId, Contract contract, List<CheckResult> checks) {
        return JUDGED.stream()
                .map(guarantee -> ofCase(caseId, guarantee, claimed(contract, guarantee), checks))
                .toList();
    }

    private static boolean claimed(Contract contract, Guarantee guarantee) {
        return contract.guarantee().implies(guarantee);
    }

    private static GuaranteeOutcome ofCase(
            String caseId, Guarantee guarantee, boolean claimed, List<CheckResult> checks) {
        Optional<Anomaly> refuting = checks.stream()
                .flatMap(check -> check.anomalies().stream())
                .filter(anomaly -> anomaly.kind().refutes().contains(guarantee))
                .findFirst();
        if (refuting.isPresent()) {
            return new GuaranteeOutcome(
                    guarantee,
                    claimed,
                    Status.REFUTED,
                    caseId + ": " + refuting.get().id());
        }
        Optional<CheckResult> missing = checks.stream()
                .filter(check -> check.outcome() == Outcome.INCONCLUSIVE && bearsOn(guarantee, check))
                .findFirst();
        return missing.map(check -> new GuaranteeOutcome(
                        guarantee, claimed, Status.UNDECIDED, caseId + ": " + check.checker() + " is inconclusive"))
                .orElseGet(() -> new GuaranteeOutcome(guarantee, claimed, Status.NOT_REFUTED, caseId));
    }

    /** Whether the check could have refuted the guarantee, or says whether anything was exercised at all. */
    private static boolean bearsOn(Guarantee guarantee, CheckResult check) {
        return Checkers.all().stream()
                .filter(checker -> checker.id().equals(check.checker()))
                .allMatch(checker -> checker.finds().isEmpty()
                        || checker.finds().stream()
                                .anyMatch(kind -> kind.refutes().contains(guarantee)));
    }

    /** What all cases together say: refuted by any, undecided when any that does not refute it is undecided. */
    public static List<GuaranteeOutcome> merge(Contract contract, Collection<List<GuaranteeOutcome>> cases) {
        return JUDGED.stream()
                .map(guarantee -> merge(contract, guarantee, cases))
                .toList();
    }

    private static GuaranteeOutcome merge(
            Contract contract, Guarantee guarantee, Collection<List<GuaranteeOutcome>> cases) {
        List<GuaranteeOutcome> said = cases.stream()
                .flatMap(List::stream)
                .filter(outcome -> outcome.guarantee() == guarantee)
                .toList();
        Status status = merged(said);
        String decidedBy = said.stream()
                .filter(outcome -> outcome.status() == status)
                .map(GuaranteeOutcome::decidedBy)
                .collect(Collectors.joining(", "));
        return new GuaranteeOutcome(
                guarantee, claimed(contract, guarantee), status, said.isEmpty() ? "no case was run" : decidedBy);
    }

    private static Status merged(List<GuaranteeOutcome> said) {
        if (said.stream().anyMatch(outcome -> outcome.status() == Status.REFUTED)) {
            return Status.REFUTED;
        }
        boolean decided = !said.isEmpty() && said.stream().noneMatch(outcome -> outcome.status() == Status.UNDECIDED);
        return decided ? Status.NOT_REFUTED : Status.UNDECIDED;
    }

    /** The strongest guarantees that were not refuted; two when neither implies the other, empty when none is left. */
    public static List<Guarantee> strongestNotRefuted(List<GuaranteeOutcome> outcomes) {
        List<Guarantee> held = with(outcomes, Status.NOT_REFUTED);
        return held.stream()
                .filter(one -> held.stream().noneMatch(other -> other != one && other.implies(one)))
                .toList();
    }

    /** The weakest guarantees that were refuted; everything that implies one of them is ruled out too. */
    public static List<Guarantee> weakestRefuted(List<GuaranteeOutcome> outcomes) {
        List<Guarantee> refuted = with(outcomes, Status.REFUTED);
        return refuted.stream()
                .filter(one -> refuted.stream().noneMatch(other -> other != one && one.implies(other)))
                .toList();
    }

    private static List<Guarantee> with(List<GuaranteeOutcome> outcomes, Status status) {
        return outcomes.stream()
                .filter(outcome -> outcome.status() == status)
                .map(GuaranteeOutcome::guarantee)
                .toList();
    }
}
