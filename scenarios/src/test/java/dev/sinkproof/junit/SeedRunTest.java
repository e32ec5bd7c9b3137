package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Baseline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SeedRunTest {
    private static final Case BASELINE = test(Baseline.ID);
    private static final Case CRASH = test("crash");

    private final List<String> ran = new ArrayList<>();
    private Outcome baseline = Outcome.PASS;

    @Test
    void theBaselineIsRunOnceAndFirst() throws IOException {
        SeedRun run = run(BASELINE, CRASH);

        run.run(BASELINE);
        run.run(CRASH);

        assertThat(ran).containsExactly("baseline", "crash");
    }

    @Test
    void theBaselineIsRunAlsoWhenItIsNoTest() throws IOException {
        assertThat(run(CRASH).run(CRASH)).contains("crash");

        assertThat(ran).containsExactly("baseline", "crash");
    }

    @Test
    void aFailedBaselineAbortsTheOthersWithItsReason() {
        baseline = Outcome.FAIL;
        SeedRun run = run(BASELINE, CRASH);

        assertThatThrownBy(() -> run.run(BASELINE)).isInstanceOf(ContractBrokenError.class);
        assertThatThrownBy(() -> run.run(CRASH))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(
                        "the baseline fails, so that nothing can be said about faults: the sentence about baseline");
        assertThat(ran).containsExactly("baseline");
    }

    @Test
    void aFailedBaselineThatIsNoTestFailsTheOthers() {
        baseline = Outcome.INCONCLUSIVE;

        assertThatThrownBy(() -> run(CRASH).run(CRASH))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("the sentence about baseline");
    }

    private SeedRun run(Case... tests) {
        return new SeedRun(this::result, BASELINE.scenario(), List.of(tests), Path.of("out"));
    }

    /** As a suite does: nothing after a baseline that failed. */
    private Optional<CaseResult> result(ScenarioSpec scenario) {
        if (!ran.isEmpty() && baseline != Outcome.PASS) {
            return Optional.empty();
        }
        ran.add(scenario.id());
        return Optional.of(SampleCases.result(scenario, ran.size() == 1 ? baseline : Outcome.PASS));
    }

    private static Case test(String id) {
        return new Case(SampleCases.scenario(id), 1, id);
    }
}
