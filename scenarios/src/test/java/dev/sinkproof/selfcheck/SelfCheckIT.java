package dev.sinkproof.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Progress;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.selfcheck.Choice.Where;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every flawed sink is caught by the anomaly that its defect causes; the sinks they were made from, and what looks wrong and is right,
 * raise no alarm. Where the simulation can show a defect it does, and real processes show the rest.
 */
class SelfCheckIT {
    private static final int JOBS = 2;
    /** Cases on processes wait for each other's work more than they work. */
    private static final int JOBS_ON_PROCESSES = 4;

    /** Defects of the JDBC sink that the simulation cannot show in the scenario that must expose them; each says so, or is told in the guide. */
    private static final Set<String> ON_PROCESSES = Set.of("M1", "M3", "M15", "M19", "M43", "M54", "M55", "M61", "M77");

    @TempDir
    private Path out;

    private static boolean isSimulated(FlawedSink sink) {
        SubjectSpec subject = FlawedSubjects.of(sink);
        return subject.target().equals(PostgresTarget.KIND) && !ON_PROCESSES.contains(sink.name());
    }

    private static List<FlawedSink> sinks(boolean simulated) {
        return FlawedSinks.all().stream()
                .filter(sink -> isSimulated(sink) == simulated)
                .toList();
    }

    @Test
    void theSimulationCatchesADefectByItsScenarioAndLeavesTheRightOnesAlone() throws IOException {
        KillMatrix matrix = check(new Choice(sinks(true), List.of(), Where.SIMULATED, JOBS, false));

        assertThat(matrix.references()).hasSize(3);
    }

    @Tag("slow")
    @Test
    void realProcessesCatchDefectsByTheirNamesAndLeaveTheReferenceSinksAlone() throws IOException {
        List<FlawedSink> sinks = List.of(FlawedSinks.of("M26"), FlawedSinks.of("M68"));

        KillMatrix matrix = check(new Choice(sinks, List.of(), Where.EMBEDDED, JOBS, false));

        assertThat(matrix.references()).hasSize(2);
    }

    @Tag("full")
    @Test
    void realProcessesCatchWhatTheSimulationCannotShow() throws IOException {
        KillMatrix matrix = check(new Choice(sinks(false), List.of(), Where.EMBEDDED, JOBS_ON_PROCESSES, true));

        assertThat(matrix.traps()).hasSize(Trap.all().size());
    }

    @Tag("full")
    @Test
    void realProcessesCatchTheOthersToo() throws IOException {
        check(new Choice(sinks(true), List.of(), Where.EMBEDDED, JOBS_ON_PROCESSES, false));
    }

    /** Defects by scenarios: whatever a right sink goes through, nobody raises an alarm about it. */
    @Tag("full")
    @Test
    void theWholeMatrixIsSilentAboutWhatIsRight() throws IOException {
        KillMatrix matrix = check(new Choice(sinks(true), List.of(Catalogue.ALL_CASES), Where.SIMULATED, JOBS, false));

        assertThat(matrix.scenarios()).anyMatch(scenario -> !scenario.alone().isEmpty());
    }

    private KillMatrix check(Choice choice) throws IOException {
        AtomicInteger told = new AtomicInteger();

        KillMatrix matrix = new SelfCheck(out, 1, choice, Progress.NONE, so -> told.incrementAndGet()).run();

        assertThat(matrix.complete()).isTrue();
        assertThat(told).hasPositiveValue();
        assertThat(matrix.defects())
                .hasSize(choice.sinks().size())
                .allSatisfy(row -> assertThat(row.asExpected())
                        .as("%s must be caught: %s", row.sink(), said(row))
                        .isTrue());
        assertThat(matrix.references()).isNotEmpty().allSatisfy(SelfCheckIT::isSilent);
        assertThat(matrix.traps()).allSatisfy(SelfCheckIT::isSilent);
        return matrix;
    }

    private static void isSilent(Row row) {
        assertThat(row.asExpected())
                .as("%s must be silent: %s", row.sink(), said(row))
                .isTrue();
    }

    private static List<String> said(Row row) {
        return row.cells().stream()
                .filter(cell -> cell.state() != State.NOT_RUN || row.cells().size() == 1)
                .map(cell -> cell.caseId() + " " + cell.state() + " " + cell.anomalies() + ": " + cell.sentence())
                .toList();
    }
}
