package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.facts.Differences.Change;
import dev.sinkproof.reports.facts.Differences.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Results FAIL = SampleResults.fail();
    private static final Results PASS = SampleResults.pass();

    private static Row row(Differences differences, String caseId) {
        return differences.rows().stream()
                .filter(row -> row.caseId().equals(caseId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhatIsNewAndWhatIsGone() {
        Differences worse = Differences.of(PASS, FAIL);
        Differences better = Differences.of(FAIL, PASS);

        Row now = row(worse, "crash-after-target-write/3rd-write-restart");
        assertThat(now.change()).isEqualTo(Change.WORSE);
        assertThat(now.anomalies()).containsExactly("new DUPLICATED (50)");
        Row then = row(better, "crash-after-target-write/3rd-write-restart");
        assertThat(then.change()).isEqualTo(Change.BETTER);
        assertThat(then.anomalies()).containsExactly("gone DUPLICATED (50)");
    }

    @Test
    void tellsWhatIsStillThere() {
        Differences none = Differences.of(FAIL, FAIL);

        assertThat(none.rows()).extracting(Row::change).containsOnly(Change.SAME);
        assertThat(row(none, "crash-after-target-write/flush-ahead").anomalies())
                .containsExactlyInAnyOrder("still LOST (1,250 → 1,250)", "still PREMATURE_COMMIT (1 → 1)");
        assertThat(none.sentence()).isEqualTo("7 same");
    }

    @Test
    void casesOfOneRunOnlyAreNewOrGone() {
        Differences differences = Differences.of(PASS, FAIL);

        assertThat(row(differences, "crash-after-target-write/flush-ahead").change())
                .isEqualTo(Change.NEW);
        assertThat(row(differences, "crash-after-target-write/1st-write-restart")
                        .change())
                .isEqualTo(Change.GONE);
    }

    @Test
    void differencesComeFirstTheWorstBeforeTheOthers() {
        assertThat(Differences.of(PASS, FAIL).rows())
                .extracting(Row::change)
                .isSorted()
                .startsWith(Change.WORSE)
                .endsWith(Change.SAME);
    }

    @Test
    void whatWasNotJudgedIsNeitherBetterNorWorse() {
        CaseResult notJudged = FAIL.cases().get(6);
        List<CaseResult> judged = new ArrayList<>(FAIL.cases());
        judged.set(6, judgedAs(notJudged, PASS.cases().get(0)));
        String id = notJudged.plan().scenario().caseId();

        assertThat(row(Differences.of(FAIL, FAIL.withCases(judged)), id).change())
                .isEqualTo(Change.DIFFERS);
        assertThat(row(Differences.of(FAIL.withCases(judged), FAIL), id).change())
                .isEqualTo(Change.DIFFERS);
    }

    private static CaseResult judgedAs(CaseResult plan, CaseResult verdict) {
        return new CaseResult(
                plan.plan(),
                verdict.outcome(),
                verdict.sentence(),
                verdict.observed(),
                verdict.guarantees(),
                verdict.checks(),
                verdict.faults(),
                verdict.recovery(),
                verdict.timeline(),
                verdict.timelineTotal(),
                verdict.startedAtMicros(),
                verdict.durationMillis(),
                "",
                "");
    }
}
