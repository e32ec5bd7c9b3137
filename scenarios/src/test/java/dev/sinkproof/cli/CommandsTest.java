package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.reports.ResultsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that run no connector. */
class CommandsTest {
    private static final String SECRET = "hunter2-do-not-show";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryAnomaly(AnomalyKind kind) {
        assertThat(run("explain", kind.name() + "-1")).isZero();
        assertThat(out.toString()).contains(kind.name(), "What it does not mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash-after-target-write", "worker.kill", "target.ack", "commit-safety", "lost"})
    void explainsWhateverHasAnId(String id) {
        assertThat(run("explain", id)).isZero();
        assertThat(out.toString()).hasSizeGreaterThan(20);
    }

    @Test
    void explainNamesTheNearest() {
        assertThat(run("explain", "DUPLICATE")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean duplicated?");
    }

    @Test
    void listsAsJson() throws IOException {
        assertThat(run("list", "anomalies", "--json")).isZero();
        JsonNode tree = new ObjectMapper().readTree(out.toString());
        assertThat(tree.size()).isEqualTo(AnomalyKind.values().length);
    }

    @Test
    void completesCommandsInAShell() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "explain", "--scenario");
    }

    @Test
    void comparesTwoRuns() throws IOException {
        Path before = results("before", Outcome.PASS);
        Path after = results("after", Outcome.FAIL);

        assertThat(run(
                        "compare",
                        before.toString(),
                        after.toString(),
                        "--out",
                        folder.resolve("c").toString()))
                .as("neither has a case that got worse")
                .isZero();
        assertThat(out.toString()).contains("neither run has a case", "comparison.html");
        assertThat(folder.resolve("c/comparison.html")).content().contains("The two runs");
    }

    @Test
    void putsMoreThanTwoSideBySide() throws IOException {
        Path first = results("first", Outcome.PASS);
        Path second = results("second", Outcome.FAIL);
        Path third = results("third", Outcome.PASS);
        String folderOfIt = folder.resolve("c").toString();

        assertThat(run("compare", first.toString(), second.toString(), third.toString(), "--out", folderOfIt))
                .isZero();
        assertThat(out.toString()).contains("subject  first", "subject  second", "subject  third");
        assertThat(folder.resolve("c/comparison.html")).content().contains("3 subjects side by side");
    }

    @Test
    void comparesOneWithNothing() throws IOException {
        assertThat(run("compare", results("only", Outcome.PASS).toString())).isEqualTo(2);
        assertThat(run("compare", results("only", Outcome.PASS).toString(), "--", "--scenario", "core"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("FILE_OR_DIR");
    }

    @Test
    void aSubjectThatCannotBeRunIsOneClearErrorAndNoComparison() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.properties"), "connector.class=x\nsinkproof.targte=s3\n");
        Path other = Files.writeString(folder.resolve("other.properties"), "connector.class=x\n");
        Path to = folder.resolve("c");

        assertThat(run(
                        "compare",
                        bad.toString(),
                        other.toString(),
                        "--out",
                        to.toString(),
                        "--",
                        "--scenario",
                        "baseline"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did you mean sinkproof.target?", "left no results");
        assertThat(to.resolve("comparison.html")).doesNotExist();
    }

    @Test
    void comparesNothingThatIsNoRun() {
        assertThat(run("compare", folder.toString(), folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("results.json");
        assertThat(run("compare", folder.toString(), folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none is neither the folder of a run nor a subject file");
    }

    @Test
    void bundlesARunWithoutItsSecretsAndItsRows() throws IOException {
        Path run = results("run", Outcome.PASS);
        Files.createDirectories(run.resolve("logs"));
        Files.writeString(
                run.resolve("logs/worker-1.log"),
                "connecting to jdbc:postgresql://h/db?user=a&password=" + SECRET + "\n");
        Files.writeString(run.resolve("snapshot.jsonl.gz"), "rows");
        Path zip = folder.resolve("ticket.zip");

        assertThat(run("bundle", run.toString(), "--to", zip.toString())).isZero();

        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(entry -> entry.getName()))
                    .contains("results.json", "logs/worker-1.log")
                    .doesNotContain("snapshot.jsonl.gz");
            String log = new String(
                    file.getInputStream(file.getEntry("logs/worker-1.log")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(log).startsWith("connecting to").doesNotContain(SECRET);
        }
    }

    @Test
    void replaysNoPlanWhoseSecretsAreHidden() throws IOException {
        Files.writeString(folder.resolve("plan.json"), "{}");
        assertThat(run("replay", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("holds no plan.json");
    }

    @Test
    void addsAReviewToTheResults() throws IOException {
        Path run = results("run", Outcome.PASS);
        Files.writeString(run.resolve("review.yaml"), "recovery: {rollback: {verdict: pass, owner: Ada}}");

        assertThat(run("report", run.toString())).isZero();

        assertThat(ResultsFile.read(run.resolve(ResultsFile.NAME)).review()).hasSize(1);
        assertThat(run.resolve("report.html")).content().contains("Ada");
        assertThat(run.resolve("badge.json")).content().contains("\"schemaVersion\":1");
    }

    @Test
    void addsBenchmarksAndASelfCheckToTheResults() throws IOException {
        Path run = results("run", Outcome.PASS);
        Path benchmarks = Files.writeString(folder.resolve("jmh.json"), """
                [{"benchmark": "a.Sink.put", "params": {"batchSize": "10"},
                  "secondaryMetrics": {"records": {"scoreUnit": "ops/s", "rawData": [[1200.0]]}}}]""");
        Files.writeString(
                run.resolve("self-check.json"),
                "{\"form\": 2, \"tool\": \"test\", \"complete\": true, \"defects\": [], \"references\": [], \"traps\": [],"
                        + " \"scenarios\": []}");

        assertThat(run("report", run.toString(), "--benchmarks", benchmarks.toString()))
                .as(err.toString())
                .isZero();

        Results all = ResultsFile.read(run.resolve(ResultsFile.NAME));
        assertThat(all.throughput()).hasSize(1);
        assertThat(all.selfCheck().complete()).isTrue();
        assertThat(run.resolve("report.html")).content().contains("1,200", "0</b> of 0 defects caught");
    }

    @Test
    void addsPricesToTheResults() throws IOException {
        Path run = results("run", Outcome.PASS);
        Path prices =
                Files.writeString(folder.resolve("ours.properties"), "currency=EUR\ndate=2026-02-28\nper-1000.*=0.1\n");

        assertThat(run("report", run.toString(), "--prices", prices.toString()))
                .as(err.toString())
                .isZero();

        assertThat(ResultsFile.read(run.resolve(ResultsFile.NAME)).prices().currency())
                .isEqualTo("EUR");
    }

    @Test
    void aTableOfPricesThatIsNoneIsOneClearError() throws IOException {
        Path run = results("run", Outcome.PASS);
        Path prices = Files.writeString(folder.resolve("ours.properties"), "currency=EUR\n");

        assertThat(run("report", run.toString(), "--prices", prices.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("ours.properties does not say its date")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsNoBenchmarkFileIsOneClearError() throws IOException {
        Path run = results("run", Outcome.PASS);

        assertThat(run(
                        "report",
                        run.toString(),
                        "--benchmarks",
                        run.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no file").doesNotContain("\tat ");
    }

    @Test
    void aDamagedResultsFileIsOneClearError() throws IOException {
        Files.writeString(folder.resolve("results.json"), "{");
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("results.json is not complete JSON").doesNotContain("\tat ");
    }

    private Path results(String name, Outcome outcome) throws IOException {
        SubjectSpec subject = new SubjectSpec(
                name,
                "example.Sink",
                Map.of(),
                List.of(),
                "postgresql",
                Map.of(),
                Contract.inferred(WriteModel.APPEND));
        Path run = Files.createDirectories(folder.resolve(name));
        ResultsFile.write(
                new Results(
                        Results.SCHEMA_VERSION,
                        "test",
                        1,
                        true,
                        subject,
                        "1",
                        0,
                        Map.of(),
                        1,
                        outcome,
                        name,
                        List.of(),
                        List.of(),
                        List.of(),
                        "again",
                        0),
                run.resolve(ResultsFile.NAME));
        return run;
    }
}
