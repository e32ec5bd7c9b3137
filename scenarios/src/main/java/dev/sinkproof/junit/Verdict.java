package dev.sinkproof.junit;

import dev.sinkproof.model.CaseResult;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** What a case's result means for its test. */
final class Verdict {
    private final CaseResult result;
    private final Path out;

    private Verdict(CaseResult result, Path out) {
        this.result = result;
        this.out = out;
    }

    /**
     * A verdict.
     *
     * @param out folder of the report
     */
    static Verdict of(CaseResult result, Path out) {
        return new Verdict(result, out);
    }

    /** What a test that passes says; one that does not pass throws. */
    String sentence() {
        return switch (result.outcome()) {
            case PASS, PARTIAL -> result.outcome().label() + ": " + result.sentence();
            case FAIL -> throw new ContractBrokenError(FailureMessage.of(result, out));
            case INCONCLUSIVE -> throw new InconclusiveException(FailureMessage.of(result, out));
            case NOT_APPLICABLE -> throw new TestAbortedException(result.sentence());
        };
    }
}
