package dev.sinkproof.sinks.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where rows go and which columns they have. Rows of one shape can share a statement.
 *
 * @param table their table
 * @param keys key columns; empty for appended rows
 * @param values all other columns; empty for a deletion, which knows its key only
 */
record RowShape(TableName table, List<Column> keys, List<Column> values) {
    RowShape {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** Keys, then values. */
    List<Column> columns() {
        return Stream.concat(keys.stream(), values.stream()).toList();
    }

    boolean sameKeys(RowShape other) {
        return table.equals(other.table) && keys.equals(other.keys);
    }
}
