package dev.sinkproof.selfcheck;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.SelfCheckScenario;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a self-check has found; saved as {@code self-check.json}.
 *
 * @param form of this file
 * @param tool name and version of the harness
 * @param seed of all workloads
 * @param complete false when it was interrupted: what is here is true, but not all was run
 * @param defects a row for each flawed sink, which must be caught
 * @param references a row for each sink without a defect, in the cases that were to catch one: it must raise no alarm
 * @param traps a row for each thing that looks wrong and is not, which must raise no alarm
 * @param scenarios what each scenario is good for
 */
public record KillMatrix(
        int form,
        String tool,
        long seed,
        boolean complete,
        List<Row> defects,
        List<Row> references,
        List<Row> traps,
        List<SelfCheckScenario> scenarios) {
    /** The form that this version writes. */
    public static final int FORM = 2;

    public KillMatrix {
        defects = List.copyOf(defects);
        references = List.copyOf(references);
        traps = List.copyOf(traps);
        scenarios = List.copyOf(scenarios);
    }

    /** What came of one sink in one case. */
    public enum State {
        /** An anomaly that breaks its contract was found, and laid at nobody else's door. */
        CAUGHT,
        /** Nothing was found, in a run that could have shown it. */
        SILENT,
        /** It was run, and could not be decided. */
        INCONCLUSIVE,
        /** It was not run: nothing is known. */
        NOT_RUN
    }

    /**
     * One sink in one case.
     *
     * @param environment where it was run; empty when it was not
     * @param named whether an anomaly is among those that the defect is to cause
     * @param anomalies those that count against the sink
     * @param sentence the verdict, or why it was not run
     */
    public record Cell(
            String caseId,
            String environment,
            State state,
            boolean named,
            List<AnomalyKind> anomalies,
            String sentence,
            long millis) {
        public Cell {
            Objects.requireNonNull(state, "state");
            anomalies = List.copyOf(anomalies);
        }

        static Cell notRun(String caseId, String reason) {
            return new Cell(caseId, "", State.NOT_RUN, false, List.of(), reason, 0);
        }

        /** Whether it found the defect by its name. */
        public boolean catches() {
            return state == State.CAUGHT && named;
        }

        /** Whether its case is this one, or one of this scenario. */
        public boolean isOf(String scenarioOrCase) {
            return caseId.equals(scenarioOrCase) || scenario().equals(scenarioOrCase);
        }

        /** The case's scenario. */
        public String scenario() {
            int slash = caseId.indexOf('/');
            return slash < 0 ? caseId : caseId.substring(0, slash);
        }
    }

    /**
     * One sink, or trap, in its cases.
     *
     * @param sink the defect's number, the name of the reference sink, or of the trap
     * @param defect the one change to the reference sink, in a sentence; or why it is right though it may look wrong
     * @param reportedIn thread in which it was reported; empty when there is none
     * @param expected kinds of anomalies of which the defect causes at least one; empty where nothing is wrong
     * @param scenario the one that must expose it, or one case of it; empty for a reference sink
     * @param cells in the catalogue's order; one case may have been run in several environments
     * @param asExpected whether the defect was caught by its scenario, or no alarm was raised
     */
    public record Row(
            String sink,
            String defect,
            String reportedIn,
            List<String> expected,
            String scenario,
            List<Cell> cells,
            boolean asExpected) {
        public Row {
            expected = List.copyOf(expected);
            cells = List.copyOf(cells);
        }

        /** Whether it went through the scenario that must expose its defect, or, without a defect, through any. */
        public boolean wasRun() {
            return cells.stream()
                    .filter(cell -> expected.isEmpty() || cell.isOf(scenario))
                    .anyMatch(cell -> cell.state() != State.NOT_RUN);
        }

        /** The first that caught the defect by its name; where none did, one that raised an alarm, or the last one. Null without cells. */
        public Cell deciding() {
            return cells.stream()
                    .filter(Cell::catches)
                    .findFirst()
                    .or(() -> cells.stream()
                            .filter(cell -> cell.state() == State.CAUGHT || cell.state() == State.INCONCLUSIVE)
                            .findFirst())
                    .or(() -> cells.stream()
                            .filter(cell -> cell.state() == State.SILENT)
                            .reduce((first, last) -> last))
                    .orElse(cells.isEmpty() ? null : cells.get(cells.size() - 1));
        }
    }

    /** Whether a defect was not caught by the scenario that must expose it, or an alarm was raised about what is right. */
    public boolean refuted() {
        return defects.stream().anyMatch(row -> !row.asExpected() && row.wasRun())
                || Stream.concat(references.stream(), traps.stream())
                        .flatMap(row -> row.cells().stream())
                        .anyMatch(cell -> cell.state() == State.CAUGHT);
    }

    /** Whether every defect was caught and nothing else raised an alarm. */
    public boolean asExpected() {
        return complete
                && defects.stream().allMatch(Row::asExpected)
                && references.stream().allMatch(Row::asExpected)
                && traps.stream().allMatch(Row::asExpected);
    }
}
