package dev.sinkproof.selfcheck;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Build;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is known so far, as rows of a matrix. Threads: any. */
final class Findings {
    private final long seed;
    private final Consumer<KillMatrix> each;
    private final Map<Kind, Map<String, Row>> rows = new LinkedHashMap<>();
    private final Map<String, List<String>> differences = new TreeMap<>();

    /** What a row is about. */
    enum Kind {
        DEFECT,
        REFERENCE,
        TRAP
    }

    /** @param each is given what is known after each sink; by one thread at a time */
    Findings(long seed, Consumer<KillMatrix> each) {
        this.seed = seed;
        this.each = each;
        for (Kind kind : Kind.values()) {
            rows.put(kind, new LinkedHashMap<>());
        }
    }

    /** A sink, or a trap, of which nothing is known; where something is, this changes nothing. */
    synchronized void enter(Kind kind, Row unknown) {
        rows.get(kind).putIfAbsent(unknown.sink(), unknown);
    }

    synchronized void add(Kind kind, String sink, Collection<Cell> cells) {
        rows.get(kind).computeIfPresent(sink, (none, row) -> with(row, cells));
        each.accept(matrix(false));
    }

    private static Row with(Row row, Collection<Cell> more) {
        List<Cell> cells = new ArrayList<>(row.cells());
        cells.addAll(more);
        List<Cell> ordered = inOrder(cells);
        return new Row(
                row.sink(),
                row.defect(),
                row.reportedIn(),
                row.expected(),
                row.scenario(),
                ordered,
                row.expected().isEmpty() ? isSilent(ordered) : isCaught(row.scenario(), ordered));
    }

    private static boolean isCaught(String scenario, List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.catches() && cell.isOf(scenario));
    }

    private static boolean isSilent(List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.state() == State.SILENT)
                && cells.stream().allMatch(cell -> cell.state() == State.SILENT || cell.state() == State.NOT_RUN);
    }

    /** In the catalogue's. One case that was run in an environment needs no word on why it was not in another. */
    private static List<Cell> inOrder(List<Cell> cells) {
        List<String> order = Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE).stream()
                .map(ScenarioSpec::caseId)
                .toList();
        return cells.stream()
                .filter(cell -> cell.state() != State.NOT_RUN
                        || cells.stream()
                                .noneMatch(other -> other.state() != State.NOT_RUN
                                        && other.caseId().equals(cell.caseId())))
                .sorted(Comparator.comparingInt(cell -> order.indexOf(cell.caseId())))
                .toList();
    }

    synchronized void noteDifferences(String caseId, List<String> sentences) {
        differences.putIfAbsent(caseId, sentences);
    }

    synchronized boolean isCaught(String defect) {
        return rows.get(Kind.DEFECT).get(defect).asExpected();
    }

    /** The cases that caught a defect, by whatever name. */
    synchronized List<String> decided(String defect, String environment) {
        return rows.get(Kind.DEFECT).get(defect).cells().stream()
                .filter(cell -> cell.environment().equals(environment) && cell.state() == State.CAUGHT)
                .map(Cell::caseId)
                .toList();
    }

    synchronized KillMatrix matrix(boolean complete) {
        List<Row> defects = rowsOf(Kind.DEFECT);
        return new KillMatrix(
                KillMatrix.FORM,
                Build.NAME,
                seed,
                complete,
                defects,
                rowsOf(Kind.REFERENCE).stream()
                        .filter(row -> !row.cells().isEmpty())
                        .sorted(Comparator.comparing(Row::sink))
                        .toList(),
                rowsOf(Kind.TRAP),
                Scenarios.of(defects, differences));
    }

    private List<Row> rowsOf(Kind kind) {
        return List.copyOf(rows.get(kind).values());
    }
}
