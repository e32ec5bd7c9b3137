package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.SampleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryRuleTest {
    private static final Map<String, Long> MEASURED =
            Map.of("objects", 10L, "ofOneRange", 9L, "sayingTheirRange", 10L, "shared", 3L);

    @Test
    void tellsWhatWasReadAgainAndWhatBecameOfIt() {
        assertThat(RecoveryRule.of(SampleResults.fail()).orElseThrow())
                .startsWith(
                        "After a fault, in 4 cases, an uncounted number of records was read from the source log again;")
                .contains("1,250 never reached the target", "50 stand in the target more than once")
                .doesNotContain("object");
        assertThat(RecoveryRule.of(SampleResults.measured()).orElseThrow()).contains("2,000 records were read");
    }

    @Test
    void tellsOfObjectsWhereThereAreAny() {
        Results stored = SampleResults.stored();
        List<CaseResult> cases =
                stored.cases().stream().map(RecoveryRuleTest::judged).toList();

        assertThat(RecoveryRule.of(stored.withCases(cases)).orElseThrow())
                .contains("In 4 of 4 cases every object could be read to its end")
                .contains("8 uploads stayed unfinished.")
                .contains("Of 40 objects, 36 hold one partition's records")
                .contains(
                        "12 records stood in more than one object; readers can drop them by topic, partition and offset")
                .contains(
                        "Not observed: whether a replay makes the same objects; what becomes of an incompatible schema;"
                                + " what readers see while objects are written.");
    }

    @Test
    void saysNothingWithoutAFault() {
        assertThat(RecoveryRule.of(SampleResults.empty())).isEmpty();
    }

    private static CaseResult judged(CaseResult of) {
        List<CheckResult> checks = new ArrayList<>(of.checks());
        checks.add(new CheckResult("objects", Outcome.PASS, "whole", List.of(), MEASURED, "them", List.of()));
        return of.attributed(checks, of.differential());
    }
}
