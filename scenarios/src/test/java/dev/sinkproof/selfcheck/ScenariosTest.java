package dev.sinkproof.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.SelfCheckScenario;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static Cell cell(String caseId, State state, boolean named) {
        return new Cell(
                caseId,
                state == State.NOT_RUN ? "" : "simulated",
                state,
                named,
                state == State.CAUGHT ? List.of(AnomalyKind.LOST) : List.of(),
                "said",
                1);
    }

    private static Cell caught(String caseId) {
        return cell(caseId, State.CAUGHT, true);
    }

    private static Row row(String sink, Cell... cells) {
        return new Row(sink, "defect", "", List.of("LOST"), "hot-key", List.of(cells), true);
    }

    private static SelfCheckScenario of(List<Row> rows, String id) {
        return Scenarios.of(rows, Map.of("hot-key", List.of("slower"), "ack-lost/cut", List.of("other"))).stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatOnlyOneScenarioFindsItFindsAlone() {
        List<Row> rows = List.of(
                row("M1", caught("hot-key"), caught("ack-lost/cut")),
                row("M2", caught("hot-key"), cell("ack-lost/cut", State.SILENT, false)));

        assertThat(of(rows, "hot-key").catches()).containsExactly("M1", "M2");
        assertThat(of(rows, "hot-key").alone()).containsExactly("M2");
        assertThat(of(rows, "ack-lost").catches()).containsExactly("M1");
        assertThat(of(rows, "ack-lost").alone()).isEmpty();
        assertThat(of(rows, "ack-lost").differences()).containsExactly("other");
    }

    /** Nothing is said of what was not run, and another alarm than the defect's own is not its discovery. */
    @Test
    void aScenarioThatWasNotRunIsNotSaidToFindNothing() {
        List<Row> rows = List.of(
                row("M1", cell("hot-key", State.NOT_RUN, false), cell("ack-lost/cut", State.CAUGHT, false)),
                row("M2", cell("hot-key", State.NOT_RUN, false), cell("ack-lost/cut", State.NOT_RUN, false)));

        assertThat(of(rows, "hot-key").run()).isZero();
        assertThat(of(rows, "hot-key").notRun()).isEqualTo(2);
        assertThat(of(rows, "hot-key").addsNothing()).isFalse();
        assertThat(of(rows, "ack-lost").run()).isEqualTo(1);
        assertThat(of(rows, "ack-lost").catches()).isEmpty();
        assertThat(of(rows, "ack-lost").addsNothing()).isTrue();
        assertThat(of(rows, "ack-lost").because()).isNotBlank();
    }

    @Test
    void theFirstCaseThatFindsTheDefectByItsNameDecides() {
        Row row = row("M1", cell("baseline", State.CAUGHT, false), caught("hot-key"), caught("ack-lost/cut"));

        assertThat(row.deciding().caseId()).isEqualTo("hot-key");
        assertThat(row("M1", cell("baseline", State.SILENT, false), cell("hot-key", State.INCONCLUSIVE, false))
                        .deciding()
                        .caseId())
                .isEqualTo("hot-key");
        assertThat(row("M1", cell("hot-key", State.NOT_RUN, false)).wasRun()).isFalse();
    }

    @Test
    void whatWasNotRunIsNeitherHeldNorRefuted() {
        KillMatrix notRun = matrix(new Row(
                "M1", "d", "", List.of("LOST"), "hot-key", List.of(cell("hot-key", State.NOT_RUN, false)), false));
        KillMatrix silent = matrix(new Row(
                "M1", "d", "", List.of("LOST"), "hot-key", List.of(cell("hot-key", State.SILENT, false)), false));

        assertThat(notRun.asExpected()).isFalse();
        assertThat(notRun.refuted()).isFalse();
        assertThat(silent.refuted()).isTrue();
    }

    private static KillMatrix matrix(Row row) {
        return new KillMatrix(KillMatrix.FORM, "test", 1, true, List.of(row), List.of(), List.of(), List.of());
    }
}
