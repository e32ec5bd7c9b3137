package dev.sinkproof.run;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import java.util.List;

/** What the process tells its caller. */
public enum ExitCode {
    HELD(0, "the contract held"),
    REFUTED(1, "the contract is refuted"),
    USAGE(2, "the command or a file it names cannot be used"),
    INCONCLUSIVE(3, "nothing can be said"),
    BASELINE_FAILS(4, "the subject fails without any fault"),
    DID_NOT_RECOVER(5, "the subject did not recover"),
    HARNESS_ERROR(70, "Sinkproof itself failed"),
    INTERRUPTED(130, "interrupted; the evidence so far is kept");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** The exit code of a suite with these cases, of which the first is the baseline. */
    static ExitCode of(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            return INCONCLUSIVE;
        }
        if (cases.get(0).outcome() == Outcome.FAIL) {
            return BASELINE_FAILS;
        }
        List<CaseResult> failed = cases.stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .toList();
        if (!failed.isEmpty()) {
            return failed.stream().allMatch(ExitCode::onlyStuck) ? DID_NOT_RECOVER : REFUTED;
        }
        boolean open = cases.stream().anyMatch(result -> result.outcome() == Outcome.INCONCLUSIVE);
        return open ? INCONCLUSIVE : HELD;
    }

    /** The exit code of one case judged by itself. */
    public static ExitCode of(CaseResult result) {
        return switch (result.outcome()) {
            case FAIL -> onlyStuck(result) ? DID_NOT_RECOVER : REFUTED;
            case INCONCLUSIVE -> INCONCLUSIVE;
            default -> HELD;
        };
    }

    /** A record that was not delivered because the subject stands still is missing, but not lost. */
    private static boolean onlyStuck(CaseResult result) {
        return result.anomalies().stream()
                .filter(anomaly -> anomaly.kind().breaks(result.plan().subject().contract()))
                .allMatch(anomaly -> anomaly.kind() == AnomalyKind.STUCK || anomaly.kind() == AnomalyKind.STRANDED);
    }
}
