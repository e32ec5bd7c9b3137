package dev.sinkproof.target.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which tables are the run's. A table whose name fits exactly is; one that fits apart from upper and lower case only
 * when, of the tables that exist, none fits that pattern exactly. Immutable.
 */
final class TableSelection {
    private final List<TablePattern> exactOnly = new ArrayList<>();
    private final List<TablePattern> folded = new ArrayList<>();

    TableSelection(Collection<TablePattern> patterns, Collection<TableName> existing) {
        for (TablePattern pattern : patterns) {
            boolean exact = existing.stream().anyMatch(name -> pattern.match(name) == TablePattern.Match.EXACT);
            (exact ? exactOnly : folded).add(pattern);
        }
    }

    boolean includes(TableName name) {
        return exactOnly.stream().anyMatch(pattern -> pattern.match(name) == TablePattern.Match.EXACT)
                || folded.stream().anyMatch(pattern -> pattern.match(name) != TablePattern.Match.NONE);
    }
}
