package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * Whether the harness catches sinks that are known to be wrong, and is silent about sinks that are right.
 *
 * @param tool name and version of the harness that was checked
 * @param complete false when the check was interrupted: what is here is true, but not all was run
 * @param rows one for each sink, and for each thing that looks wrong and is right
 * @param scenarios those that any sink was to go through, in the catalogue's order; one mark of each row belongs to each
 */
public record SelfCheckFacts(
        String tool,
        boolean complete,
        List<SelfCheckRow> rows,
        @Since(7) List<SelfCheckScenario> scenarios) {
    public SelfCheckFacts {
        Objects.requireNonNull(tool, "tool");
        rows = List.copyOf(rows);
        scenarios = scenarios == null ? List.of() : List.copyOf(scenarios);
    }

    /** Whether sinks went through more scenarios than the one that must expose each. */
    public boolean isMatrix() {
        return rows.stream()
                .anyMatch(row -> row.flawed()
                        && row.marks().chars().filter(mark -> mark != ' ').count() > 1);
    }

    /** Sinks with a defect that a case exposes. */
    public List<SelfCheckRow> exposed() {
        return rows.stream()
                .filter(row -> row.flawed() && row.outcome() != Outcome.NOT_APPLICABLE)
                .toList();
    }

    /** Sinks with a defect that no case exposes. */
    public List<SelfCheckRow> notExposed() {
        return rows.stream()
                .filter(row -> row.flawed() && row.outcome() == Outcome.NOT_APPLICABLE)
                .toList();
    }

    /** Sinks without a defect. */
    public List<SelfCheckRow> right() {
        return rows.stream().filter(row -> !row.flawed()).toList();
    }
}
