package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From anomalies to a check's result, as the contract has it. */
final class Findings {
    private Findings() {}

    /** The result of a check that could be done; {@code clean} is the summary when nothing was found. */
    static CheckResult result(
            Checker checker, Contract contract, List<Anomaly> anomalies, String clean, Map<String, Long> measures) {
        Outcome outcome =
                anomalies.stream().map(found -> outcome(found.kind(), contract)).reduce(Outcome.PASS, Outcome::worse);
        String summary = anomalies.isEmpty()
                ? clean
                : anomalies.stream().map(found -> summary(found, contract)).collect(Collectors.joining("; "));
        return result(checker, outcome, summary, anomalies, measures);
    }

    static CheckResult result(
            Checker checker, Outcome outcome, String summary, List<Anomaly> anomalies, Map<String, Long> measures) {
        return new CheckResult(
                checker.id(), outcome, summary, anomalies, measures, checker.verifies(), checker.doesNotVerify());
    }

    static CheckResult undecided(Checker checker, Outcome outcome, String reason) {
        return result(checker, outcome, reason, List.of(), Map.of());
    }

    /** What one anomaly of this kind means for the contract. */
    static Outcome outcome(AnomalyKind kind, Contract contract) {
        if (kind.breaks(contract)) {
            return Outcome.FAIL;
        }
        boolean promisesDelivery = contract.guarantee().implies(Guarantee.AT_LEAST_ONCE);
        if (kind == AnomalyKind.PREMATURE_COMMIT && !promisesDelivery) {
            return Outcome.PASS;
        }
        // All that a late write can do where rows are only added is to add one twice.
        if (kind == AnomalyKind.ZOMBIE_WRITE
                && contract.guarantee() == Guarantee.AT_LEAST_ONCE
                && !contract.writeModel().keyed()) {
            return Outcome.PASS;
        }
        // Whoever is stuck needs an operator, whatever was promised.
        return kind.hazard() || kind == AnomalyKind.STUCK || kind == AnomalyKind.STRANDED
                ? Outcome.PARTIAL
                : Outcome.PASS;
    }

    private static String summary(Anomaly anomaly, Contract contract) {
        String allowed = outcome(anomaly.kind(), contract) == Outcome.PASS
                ? ", which " + anomaly.kind().claimIn(contract) + " allows"
                : "";
        return anomaly.count() + " " + anomaly.kind() + allowed + ": " + anomaly.explanation();
    }
}
