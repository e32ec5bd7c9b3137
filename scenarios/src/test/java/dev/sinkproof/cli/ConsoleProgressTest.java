package dev.sinkproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.run.Progress;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final StringWriter err = new StringWriter();

    private static Plan plan() {
        SubjectSpec subject = new SubjectSpec(
                "s", "example.Sink", Map.of(), List.of(), "postgresql", Map.of(), Contract.inferred(WriteModel.APPEND));
        return new Plan(
                Plan.SCHEMA_VERSION,
                "run",
                Catalogue.select(List.of("crash-after-target-write/n1-restart"), Parameters.NONE)
                        .get(1),
                subject,
                new WorkloadSpec(1, 4, 5_000, 500, 0, 0),
                "embedded",
                "topic",
                Map.of());
    }

    @Test
    void tellsPhaseRecordsFaultsAndDeadline() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err, true), true, false);
        Progress.OfCase running = progress.caseStarted(plan(), 2, 7);
        running.produced(12_400);
        running.faultFired("kill-1");
        running.step("liveness");

        assertThat(progress.line())
                .contains("[2/7] crash-after-target-write/n1-restart · liveness", "12,400/20,000 records", "1/1 faults")
                .endsWith("of at most 60 s");
    }

    @Test
    void tellsOfAllCasesThatRunSideBySide() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err, true), true, false);
        progress.caseStarted(plan(), 2, 7).step("safety");
        progress.caseStarted(plan(), 3, 7).step("heal");

        assertThat(progress.line())
                .contains("[2/7] crash-after-target-write/n1-restart · safety")
                .contains("[3/7] crash-after-target-write/n1-restart · heal");
    }

    @Test
    void namesTheSubjectWhereCasesOfSeveralRun() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err, true), true, false);
        progress.caseStarted(plan(), 3, Progress.UNKNOWN).step("safety");

        assertThat(progress.line())
                .contains("[3] " + plan().subject().name() + " in crash-after-target-write/n1-restart · safety");
    }

    @Test
    void isPlainAndQuietWhereThereIsNoTerminal() {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(err, true), false, false);
        Progress.OfCase running = progress.caseStarted(plan(), 1, 1);
        running.step("safety");
        running.produced(100);
        running.faultFired("kill-1");
        progress.done();

        assertThat(err.toString()).doesNotContain("\u001b", "\r").hasLineCount(2);
    }
}
