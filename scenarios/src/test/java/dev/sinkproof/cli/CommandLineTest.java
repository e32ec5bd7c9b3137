package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input that is found before anything is started: one clear error, exit code 2, nothing written. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void refusesAnUnknownScenarioWithTheNearestName() {
        assertThat(run("run", "--scenario", "crash-after-target-wirte")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean crash-after-target-write?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--review", "--self-check", "--benchmarks", "--prices"})
    void refusesAFileBesideTheResultsThatIsNotThereBeforeItRuns(String option) {
        String missing = folder.resolve("not-there").toString();

        assertThat(run("run", option, missing)).isEqualTo(2);

        assertThat(err.toString()).contains("there is no file " + missing);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesAVerdictToFailOnThatThereIsNot() {
        assertThat(run("run", "--fail-on", "sometimes")).isEqualTo(2);
        assertThat(err.toString()).contains("--fail-on", "partial, inconclusive, refuted, never");
    }

    @ParameterizedTest
    @CsvSource({
        "partial,PARTIAL,0,1",
        "partial,PASS,0,0",
        "partial,FAIL,4,4",
        "inconclusive,PARTIAL,0,0",
        "inconclusive,INCONCLUSIVE,3,3",
        "refuted,INCONCLUSIVE,3,0",
        "refuted,FAIL,1,1",
        "refuted,FAIL,5,5",
        "never,FAIL,1,0",
        "never,INCONCLUSIVE,3,0"
    })
    void failsFromTheVerdictOnThatWasAskedFor(FailOn failOn, Outcome outcome, int exitCode, int expected) {
        assertThat(failOn.code(new Results(
                        Results.SCHEMA_VERSION,
                        "test",
                        1,
                        true,
                        BundledSinks.byName("jdbc"),
                        "1",
                        0,
                        Map.of(),
                        1,
                        outcome,
                        "headline",
                        List.of(),
                        List.of(),
                        List.of(),
                        "again",
                        exitCode)))
                .isEqualTo(expected);
    }

    @Test
    void refusesAnUnknownSink() {
        assertThat(run("run", "--sink", "jdbc-exactly-onec")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean jdbc-exactly-once?");
    }

    @Test
    void refusesASinkThatCannotBeSimulated() {
        assertThat(run("explore", "--sink", "memory-apend")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean memory-append?");
    }

    @Test
    void refusesABudgetThatIsNoDuration() {
        assertThat(run("explore", "--budget", "10")).isEqualTo(2);
        assertThat(err.toString()).contains("write 30s, 10m or 2h");
    }

    @Test
    void refusesToExploreWithoutASimulation() {
        assertThat(run("explore", "--jobs", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--jobs takes a number from 1, not 0");
    }

    @Test
    void exploresAsLongAsItMay() {
        assertThat(run("explore", "--sink", "memory-append", "--jobs", "3", "--budget", "2s", "--seed", "1"))
                .isEqualTo(0);
        assertThat(err.toString()).contains("seed 1, budget 2 s");
        assertThat(out.toString()).matches("(?s)[1-9][0-9,]* runs: .* 0 runs undecided, .*; in [2-9] s\\R");
    }

    @Test
    void refusesAScheduleThatCannotBeUnderstood() {
        assertThat(run("explore", "--schedule", "worker.kill@target.akc#1")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no fault point target.akc");
    }

    @Test
    void showsTheStoryOfADefectOnItsSchedule() {
        assertThat(run(
                        "explore",
                        "--sink",
                        "m24-reopen-drops-buffer",
                        "--schedule",
                        "workers=1,tasks=1,partitions=1,records=1,keys=1,target.close@target.request#1"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("LOST").contains("orders-0@0");
    }

    @Test
    void findsADefectAndSaysHowToRunItAgain() {
        assertThat(run("explore", "--sink", "m46-topic-after-transforms", "--seed", "1"))
                .isEqualTo(4);
        assertThat(out.toString()).contains("STUCK").contains("explore --sink m46-topic-after-transforms --schedule");
    }

    @Test
    void holdsOnAScheduleThatACorrectSinkSurvives() {
        assertThat(run("explore", "--sink", "memory-exactly-once", "--schedule", "worker.kill@target.ack#3"))
                .isEqualTo(0);
    }

    @Test
    void refusesAMissingSubjectFile() {
        assertThat(run("run", "--subject", folder.resolve("none.properties").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("subject file not found").contains("none.properties");
    }

    @Test
    void refusesAMalformedSubjectFile() throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, "{\"connector.class\": ");

        assertThat(run("run", "--subject", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("malformed subject file").contains("line 1");
    }

    @Test
    void refusesAnUnknownParameter() {
        assertThat(run("run", "-X", "recrods=5")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean records?");
    }

    @Test
    void refusesASubjectAndASinkAtOnce() {
        assertThat(run("run", "--sink", "jdbc", "--subject", "x.properties")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void refusesAnUnknownCommandAndNoneAtAll() {
        assertThat(run("rnu")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean run?");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("say what to do");
    }

    @Test
    void refusesToJudgeAFolderWithoutEvidence() {
        assertThat(run("check", folder.toString())).isNotZero();
        assertThat(err.toString()).contains("plan.json");
        assertThat(err.toString()).doesNotContain("Exception");
    }

    @Test
    void refusesToRenderAFolderWithoutResults() {
        assertThat(run("report", folder.toString())).isNotZero();
        assertThat(err.toString()).contains("results.json").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenarios", "faults", "points", "checkers", "sinks", "environments"})
    void listsWhatThereIs(String kind) {
        assertThat(run("list", kind)).isZero();
        assertThat(out.toString().lines()).isNotEmpty().allMatch(line -> line.matches("\\S+  +\\S.*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "explore",
                "list",
                "check",
                "report",
                "compare",
                "replay",
                "bundle",
                "explain",
                "self-check",
                "doctor"
            })
    void everyCommandHasHelpWithTwoExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("  sinkproof " + command)))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void theDoctorFindsNothingWrongWhereTheTestsRun() {
        assertThat(run("doctor")).isZero();
        assertThat(out.toString()).contains("This machine can run Sinkproof.");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.size() > 1 && all.get(0).equals("run")) {
            all.add("--out");
            all.add(folder.resolve("out").toString());
        }
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void anUnknownDefectIsNamedWithTheNearest() {
        assertThat(run("self-check", "--defect", "M313")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown defect 'M313'").contains("did you mean M31?");
    }
}
