package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ReviewEntry;
import dev.sinkproof.reports.ReviewFile;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.facts.Scorecard.Row;
import dev.sinkproof.reports.facts.Scorecard.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorecardsTest {
    @TempDir
    Path dir;

    private static Row row(Results results, String card, String row) {
        return card(results, card).rows().stream()
                .filter(each -> each.id().equals(row))
                .findFirst()
                .orElseThrow();
    }

    private static Scorecard card(Results results, String id) {
        return Scorecards.of(results).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ReviewEntry said(String card, String row, String verdict, String remediation) {
        return new ReviewEntry(card, row, verdict, "Ada", "", "2026-11-02", remediation);
    }

    @Test
    void evidenceFillsWhatAMachineCanKnowAndLeadsToTheCase() {
        Row row = row(SampleResults.fail(), "recovery", "duplicate-control");

        assertThat(row.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(row.source()).isEqualTo(Source.EVIDENCE);
        assertThat(SampleResults.fail().cases().get(row.caseIndex()).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void ofEqualVerdictsOnRecoveryTheSlowestIsQuoted() {
        CaseResult crash = SampleResults.fail().cases().stream()
                .filter(result -> !result.faults().isEmpty())
                .findFirst()
                .orElseThrow();
        Results results = SampleResults.pass()
                .withCases(List.of(recovered(crash, 1_959), recovered(crash, 2_900), recovered(crash, 2_100)));

        Row row = row(results, "recovery", "cluster-recovery");

        assertThat(row.because()).contains("zero after 2900 ms").contains("worst of 3 verdicts");
        assertThat(row.caseIndex()).isEqualTo(1);
    }

    private static CaseResult recovered(CaseResult of, long millis) {
        CheckResult recovery = new CheckResult(
                "recovery",
                Outcome.PASS,
                "zero after " + millis + " ms",
                List.of(),
                Map.of("recoveryMillis", millis),
                "it",
                List.of());
        FaultOutcome fired =
                new FaultOutcome(of.faults().get(0).fault(), FaultOutcome.Status.FIRED, "done", 1, 2, 1, 1);
        return new CaseResult(
                of.plan(),
                Outcome.PASS,
                of.sentence(),
                of.observed(),
                of.guarantees(),
                List.of(recovery),
                List.of(fired),
                of.recovery(),
                of.timeline(),
                of.timelineTotal(),
                of.startedAtMicros(),
                of.durationMillis(),
                of.runDirectory(),
                of.reproduce());
    }

    @Test
    void figuresAreNoVerdictAndPeopleMustSayWhatTheyMean() {
        Row row = row(SampleResults.measured(), "migration", "cost-model");

        assertThat(row.because()).contains("4.0 requests for 1,000 records over all cases");
        assertThat(row.caseIndex()).isNotNegative();
        assertThat(row.source()).isEqualTo(Source.NOBODY);
        assertThat(row.outcome()).isNull();
        Results reviewed = SampleResults.measured().withReview(List.of(said("migration", "cost-model", "pass", "")));
        assertThat(row(reviewed, "migration", "cost-model").source()).isEqualTo(Source.PEOPLE);
    }

    @Test
    void aReplayThatWentWellIsPartialForNobodyKnowsHowLongTheLogIsKept() {
        Results replayed = withFault("offsets.reset");

        Row row = row(replayed, "drill", "replay-depth");

        assertThat(row.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(row.because()).contains("offsets were set back", "how long the source log is kept");
        assertThat(row(SampleResults.pass(), "drill", "replay-depth").source()).isEqualTo(Source.NOBODY);
    }

    @Test
    void faultsOfKafkaFillTheKafkaLayer() {
        assertThat(row(withFault("kafka.refuse"), "migration", "kafka-layer").outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(row(SampleResults.pass(), "migration", "kafka-layer").outcome())
                .as("kills of a worker say nothing of it")
                .isNull();
    }

    private static Results withFault(String kind) {
        CaseResult crash = SampleResults.pass().cases().get(1);
        FaultOutcome fired = crash.faults().get(0);
        FaultSpec fault = new FaultSpec("f", kind, fired.fault().trigger(), Map.of());
        CaseResult other = new CaseResult(
                crash.plan(),
                crash.outcome(),
                crash.sentence(),
                crash.observed(),
                crash.guarantees(),
                crash.checks(),
                List.of(new FaultOutcome(fault, FaultOutcome.Status.FIRED, "done", 1, 2, 1)),
                crash.recovery(),
                crash.timeline(),
                crash.timelineTotal(),
                crash.startedAtMicros(),
                crash.durationMillis(),
                crash.runDirectory(),
                crash.reproduce());
        return SampleResults.pass()
                .withCases(List.of(SampleResults.pass().cases().get(0), other));
    }

    @Test
    void aRowThatNobodyFilledSaysSo() {
        assertThat(row(SampleResults.pass(), "readiness", "governance"))
                .satisfies(row -> assertThat(row.outcome()).isNull())
                .satisfies(row -> assertThat(row.source()).isEqualTo(Source.NOBODY));
        assertThat(card(SampleResults.pass(), "readiness").missing()).contains("nobody filled “Governance”");
    }

    @Test
    void peopleCannotOverruleEvidence() {
        Results results = SampleResults.fail().withReview(List.of(said("recovery", "duplicate-control", "pass", "")));

        assertThat(row(results, "recovery", "duplicate-control").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(row(results, "recovery", "duplicate-control").source()).isEqualTo(Source.BOTH);
    }

    @Test
    void aFailNeedsAWrittenRemediation() {
        String without = "“Duplicate control” fails and has no written remediation";
        Results results = SampleResults.fail()
                .withReview(List.of(said("recovery", "duplicate-control", "", "upsert by key, Ada, December")));

        assertThat(card(SampleResults.fail(), "recovery").missing()).contains(without);
        assertThat(card(results, "recovery").missing()).doesNotContain(without);
    }

    @Test
    void aMisspeltRowIsNamed() {
        Results results = SampleResults.pass().withReview(List.of(said("recovery", "rolback", "pass", "")));

        assertThat(Scorecards.unknown(results)).containsExactly("recovery/rolback");
    }

    @Test
    void aReviewIsReadFromYaml() throws IOException {
        Path file = Files.writeString(dir.resolve(ReviewFile.NAME), """
                recovery:
                  rollback:
                    verdict: pass
                    owner: Ada
                    rehearsed: 2026-11-02
                """);

        assertThat(ReviewFile.read(file))
                .containsExactly(new ReviewEntry("recovery", "rollback", "pass", "Ada", "", "2026-11-02", ""));
    }

    @Test
    void aReviewThatCannotBeReadSaysWhy() throws IOException {
        Path verdict = Files.writeString(dir.resolve("a.yaml"), "recovery: {rollback: {verdict: green}}");
        Path key = Files.writeString(dir.resolve("b.yaml"), "recovery: {rollback: {ownr: Ada}}");
        Path text = Files.writeString(dir.resolve("c.yaml"), "- x");
        Path broken = Files.writeString(dir.resolve("d.yaml"), "a: [");

        assertThatThrownBy(() -> ReviewFile.read(verdict))
                .hasMessageContaining("recovery/rollback has verdict green, but it is pass, partial, fail");
        assertThatThrownBy(() -> ReviewFile.read(key)).hasMessageContaining("has ownr, but a row has only");
        assertThatThrownBy(() -> ReviewFile.read(text)).hasMessageContaining("has no cards");
        assertThatThrownBy(() -> ReviewFile.read(broken)).hasMessageContaining("is no YAML");
    }
}
