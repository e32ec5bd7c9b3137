package dev.sinkproof.cli;

import dev.sinkproof.model.SelfCheckScenario;
import dev.sinkproof.selfcheck.KillMatrix;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a self-check has found, as lines. */
final class MatrixText {
    private final PrintWriter to;

    MatrixText(PrintWriter to) {
        this.to = to;
    }

    void print(KillMatrix matrix, Path file) {
        to.println("defect  caught  first by case                                   where      seconds  anomalies");
        matrix.defects().forEach(this::defect);
        to.println();
        to.println("without a defect: must be silent");
        matrix.references().forEach(this::reference);
        matrix.traps().forEach(this::trap);
        if (severalScenarios(matrix)) {
            to.println();
            to.println("scenario                                 run  not run  catches  alone");
            matrix.scenarios().forEach(this::scenario);
        }
        to.printf(
                "%n%d of %d defects caught, %d of %d sinks without a defect and %d of %d traps silent; %s%n",
                right(matrix.defects()),
                matrix.defects().size(),
                right(matrix.references()),
                matrix.references().size(),
                right(matrix.traps()),
                matrix.traps().size(),
                file);
        to.flush();
    }

    private static boolean severalScenarios(KillMatrix matrix) {
        return matrix.defects().stream()
                .anyMatch(row ->
                        row.cells().stream().map(Cell::scenario).distinct().count() > 1);
    }

    private static long right(List<Row> rows) {
        return rows.stream().filter(Row::asExpected).count();
    }

    private void defect(Row row) {
        Cell cell = row.deciding();
        to.printf(
                Locale.ROOT,
                "%-7s %-7s %-47s %-10s %7s  %s%s%n",
                row.sink(),
                row.asExpected() ? "yes" : row.wasRun() ? "NO" : "-",
                cell == null ? "-" : cell.caseId(),
                cell == null || cell.environment().isEmpty() ? "not run" : cell.environment(),
                cell == null ? "-" : String.format(Locale.ROOT, "%.1f", cell.millis() / 1000.0),
                cell == null || cell.anomalies().isEmpty() ? "-" : cell.anomalies(),
                others(row));
    }

    private static String others(Row row) {
        long catching = row.cells().stream().filter(Cell::catches).count();
        long run = row.cells().stream()
                .filter(cell -> cell.state() != State.NOT_RUN)
                .count();
        return run > 1 ? " by " + catching + " of " + run + " cases that were run" : "";
    }

    private void reference(Row row) {
        long silent = row.cells().stream()
                .filter(cell -> cell.state() == State.SILENT)
                .count();
        long run = row.cells().stream()
                .filter(cell -> cell.state() != State.NOT_RUN)
                .count();
        to.printf("%-30s %-7s in %d of %d cases%n", row.sink(), word(row), silent, run);
        row.cells().stream()
                .filter(cell -> cell.state() == State.CAUGHT || cell.state() == State.INCONCLUSIVE)
                .forEach(cell -> to.printf(
                        "  %s %s %s: %s%n",
                        cell.state() == State.CAUGHT ? "ALARM" : "UNDECIDED",
                        cell.caseId(),
                        cell.environment(),
                        cell.sentence()));
    }

    private static String word(Row row) {
        return row.asExpected() ? "silent" : row.wasRun() ? "NOT" : "-";
    }

    private void trap(Row row) {
        Cell cell = row.deciding();
        to.printf(
                "%-30s %-7s %s%n",
                row.sink(),
                word(row),
                cell == null ? "not run" : row.asExpected() ? cell.caseId() : cell.caseId() + ": " + cell.sentence());
    }

    private void scenario(SelfCheckScenario row) {
        to.printf(
                "%-40s %3d  %7d  %7d  %s%n",
                row.id(),
                row.run(),
                row.notRun(),
                row.catches().size(),
                row.addsNothing() ? "adds nothing" : row.run() == 0 ? "unknown" : String.join(" ", row.alone()));
    }
}
