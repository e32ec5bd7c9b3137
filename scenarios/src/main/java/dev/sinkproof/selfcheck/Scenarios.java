package dev.sinkproof.selfcheck;

import dev.sinkproof.model.SelfCheckScenario;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Scenario;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says of each scenario what it adds to the others, by the cells that were run. */
final class Scenarios {
    private Scenarios() {}

    /** @param differences what cannot be the same in the simulation, by case */
    static List<SelfCheckScenario> of(Collection<Row> defects, Map<String, List<String>> differences) {
        Map<String, Set<String>> finders = new TreeMap<>();
        for (Row row : defects) {
            finders.put(
                    row.sink(),
                    row.cells().stream()
                            .filter(Cell::catches)
                            .map(Cell::scenario)
                            .collect(Collectors.toSet()));
        }
        return Catalogue.all().stream()
                .filter(scenario -> defects.stream()
                        .flatMap(row -> row.cells().stream())
                        .anyMatch(cell -> cell.scenario().equals(scenario.id())))
                .map(scenario -> row(scenario, defects, finders, differences))
                .toList();
    }

    private static SelfCheckScenario row(
            Scenario scenario,
            Collection<Row> defects,
            Map<String, Set<String>> finders,
            Map<String, List<String>> differences) {
        int run = 0;
        int notRun = 0;
        List<String> catches = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (Row row : defects) {
            List<Cell> cells = row.cells().stream()
                    .filter(cell -> cell.scenario().equals(scenario.id()))
                    .toList();
            if (cells.isEmpty()) {
                continue;
            }
            boolean wasRun = cells.stream().anyMatch(cell -> cell.state() != State.NOT_RUN);
            run += wasRun ? 1 : 0;
            notRun += wasRun ? 0 : 1;
            if (finders.get(row.sink()).contains(scenario.id())) {
                catches.add(row.sink());
                if (finders.get(row.sink()).size() == 1) {
                    alone.add(row.sink());
                }
            }
        }
        Set<String> other = new LinkedHashSet<>();
        differences.forEach((caseId, sentences) -> {
            if (caseId.equals(scenario.id()) || caseId.startsWith(scenario.id() + "/")) {
                other.addAll(sentences);
            }
        });
        return new SelfCheckScenario(
                scenario.id(), run, notRun, catches, alone, scenario.because(), List.copyOf(other));
    }
}
