package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownSummaryTest {
    @Test
    void saysVerdictGuaranteesCasesAnomaliesAndTheCommand() {
        String summary = MarkdownSummary.render(SampleResults.fail());

        assertThat(summary)
                .startsWith("## ✕ FAIL: debezium-jdbc-insert → PostgreSQL is not effectively-once")
                .contains("| at-least-once | yes | ✕ refuted | crash-after-target-write/flush-ahead: LOST-1 |")
                .contains(
                        "| crash-after-target-write/flush-ahead | 20,000 | 18,750 | 1,250 | 0 | 0 | 0 | 0 | 2.9 s | ✕ FAIL |")
                .contains("| not read | – | – | – | – | – | – | not reached | – N/A: No environment at hand")
                .contains("- **DUPLICATED-1** in crash-after-target-write/3rd-write-restart: Record p0&#64;950")
                .contains("- **SLOW-1** (hazard) in crash-after-offset-commit/2nd-commit")
                .contains(
                        "    ./sinkproof run --subject examples/debezium-jdbc-insert.properties --seed 8254117209115");
    }

    @Test
    void saysThatARunWasInterrupted() {
        assertThat(MarkdownSummary.render(SampleResults.incomplete()))
                .contains("**Incomplete:**")
                .contains("- 4 cases: the run was interrupted");
    }

    @Test
    void saysThatNothingWasRunAndThatTheContractWasAssumed() {
        assertThat(MarkdownSummary.render(SampleResults.empty()))
                .contains("No case was run.")
                .contains("claim: at-least-once (assumed, the subject file states none)");
    }
}
