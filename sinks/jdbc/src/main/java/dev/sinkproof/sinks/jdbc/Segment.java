package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one table that can share statements: they are of one shape, deletions among them only share its key columns.
 *
 * @param shape their shape
 * @param rows the rows, in the records' order
 */
record Segment(RowShape shape, List<Row> rows) {
    boolean deletionsOnly() {
        return rows.stream().allMatch(Row::deletion);
    }

    /** Cuts rows into segments. A table's segments stay in the records' order; different tables do not matter to each other. */
    static List<Segment> of(List<Row> rows) {
        List<Builder> builders = new ArrayList<>();
        Map<TableName, Builder> open = new HashMap<>();
        for (Row row : rows) {
            Builder builder = open.get(row.shape().table());
            if (builder == null || !builder.accepts(row)) {
                builder = new Builder(row.shape());
                builders.add(builder);
                open.put(row.shape().table(), builder);
            }
            builder.add(row);
        }
        return builders.stream().map(Builder::build).toList();
    }

    private static final class Builder {
        private final List<Row> rows = new ArrayList<>();
        private RowShape shape;
        private boolean deletionsOnly = true;

        Builder(RowShape shape) {
            this.shape = shape;
        }

        boolean accepts(Row row) {
            return row.deletion() || deletionsOnly ? shape.sameKeys(row.shape()) : shape.equals(row.shape());
        }

        void add(Row row) {
            if (!row.deletion()) {
                shape = row.shape();
                deletionsOnly = false;
            }
            rows.add(row);
        }

        Segment build() {
            return new Segment(shape, rows);
        }
    }
}
