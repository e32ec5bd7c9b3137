package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * Whether the harness catches sinks that are known to be wrong, and is silent about sinks that are right.
 *
 * @param tool name and version of the harness that was checked
 * @param complete false when the check was interrupted: what is here is true, but not all was run
 * @param rows one for each sink
 */
public record SelfCheckFacts(String tool, boolean complete, List<SelfCheckRow> rows) {
    public SelfCheckFacts {
        Objects.requireNonNull(tool, "tool");
        rows = List.copyOf(rows);
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
