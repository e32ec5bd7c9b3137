package dev.sinkproof.junit;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Baseline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** The cases of one seed, one by one as the tests come. The baseline is run before the first, also when it is no test here. */
final class SeedRun {
    private final Cases cases;
    private final ScenarioSpec baseline;
    private final boolean baselineIsATest;
    private final Path out;
    private CaseResult baselineResult;

    /** Runs cases of one seed. */
    interface Cases {
        /** Runs one, the baseline's first. Empty when it was not run, because the baseline had failed. */
        Optional<CaseResult> run(ScenarioSpec scenario) throws IOException;
    }

    /**
     * A run of which nothing has been run yet.
     *
     * @param tests those of this seed that will be run
     * @param out folder of the report
     */
    SeedRun(Cases cases, ScenarioSpec baseline, List<Case> tests, Path out) {
        this.cases = cases;
        this.baseline = baseline;
        this.baselineIsATest = tests.stream().anyMatch(SeedRun::isBaseline);
        this.out = out;
    }

    private static boolean isBaseline(Case test) {
        return test.scenario().id().equals(Baseline.ID);
    }

    /**
     * Runs one case and returns its verdict in a sentence.
     *
     * @throws ContractBrokenError when the contract is broken
     * @throws InconclusiveException when nothing can be said
     * @throws TestAbortedException when the environment cannot do what is needed, or the baseline's test has failed
     */
    String run(Case test) throws IOException {
        if (baselineResult == null) {
            baselineResult = cases.run(baseline).orElseThrow();
        }
        if (isBaseline(test)) {
            return Verdict.of(baselineResult, out).sentence();
        }
        Optional<CaseResult> result = cases.run(test.scenario());
        return result.isPresent() ? Verdict.of(result.get(), out).sentence() : withoutBaseline();
    }

    /** Aborted only where the baseline's own test fails: otherwise nothing would be red. */
    private String withoutBaseline() {
        if (baselineIsATest) {
            throw new TestAbortedException(
                    "the baseline fails, so that nothing can be said about faults: " + baselineResult.sentence());
        }
        return Verdict.of(baselineResult, out).sentence();
    }
}
