package dev.sinkproof.check;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.Outcome;
import java.util.List;
import java.util.function.Predicate;

/** The verdict in one sentence. */
final class Sentence {
    private Sentence() {}

    static String of(Case judged, Outcome outcome, List<CheckResult> checks, Observed observed) {
        String subject = judged.plan().subject().name();
        String guarantee = judged.contract().guarantee().label();
        String under = " under " + judged.plan().scenario().caseId() + ": ";
        return switch (outcome) {
            case FAIL -> subject + broken(judged, checks) + under + worst(judged, checks, outcome);
            case PARTIAL -> subject + " held " + guarantee + under + worst(judged, checks, outcome);
            case INCONCLUSIVE -> "nothing can be said about " + subject + under + reason(checks);
            case PASS -> subject + " held " + guarantee + under + counts(observed);
            case NOT_APPLICABLE -> subject + " was not judged" + under + reason(checks);
        };
    }

    /** The guarantee, unless only another claim of the contract is broken. */
    private static String broken(Case judged, List<CheckResult> checks) {
        String guarantee = judged.contract().guarantee().label();
        List<String> claims = checks.stream()
                .flatMap(check -> check.anomalies().stream())
                .filter(anomaly -> anomaly.kind().breaks(judged.contract()))
                .map(anomaly -> anomaly.kind().claimIn(judged.contract()))
                .toList();
        return claims.isEmpty() || claims.contains(guarantee)
                ? " is not " + guarantee
                : " does not keep its claim of " + claims.get(0);
    }

    private static String worst(Case judged, List<CheckResult> checks, Outcome outcome) {
        Predicate<Anomaly> decisive = anomaly -> Findings.outcome(anomaly.kind(), judged.contract()) == outcome;
        return checks.stream()
                .flatMap(check -> check.anomalies().stream())
                .filter(decisive)
                .findFirst()
                .map(anomaly -> anomaly.count() + " " + anomaly.kind() + ": " + anomaly.explanation())
                .orElseGet(() -> reason(checks));
    }

    private static String reason(List<CheckResult> checks) {
        return checks.stream()
                .filter(check -> check.outcome() == Outcome.INCONCLUSIVE || check.outcome() == Outcome.PARTIAL)
                .findFirst()
                .map(check -> check.checker() + ": " + check.summary())
                .orElse("no checker applies");
    }

    private static String counts(Observed observed) {
        if (observed == null) {
            return "the target was not read";
        }
        String allowed = amount(observed.lost(), " lost") + amount(observed.duplicated(), " delivered more than once");
        return observed.accounted() + " of " + observed.acknowledged() + " acknowledged records are accounted for"
                + allowed + (allowed.isEmpty() ? "" : ", which the contract allows");
    }

    private static String amount(long count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }
}
