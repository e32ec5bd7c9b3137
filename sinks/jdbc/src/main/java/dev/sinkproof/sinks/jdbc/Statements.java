package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The SQL. Rows travel as one array for each column ({@code unnest}), so a statement's text depends on the columns only,
 * not on how many rows there are.
 *
 * <p>In guarded statements {@code held} is what the target has, {@code incoming} what a record brings. A row that comes
 * from another partition, or from before there were source columns, has no order with the incoming one and gives way.
 */
final class Statements {
    private static final String TOMBSTONES_SUFFIX = "__tombstones";
    private static final String HELD_IS_OLDER_THAN = "((held.%1$s, held.%2$s) IS DISTINCT FROM (%4$s.%1$s, %4$s.%2$s)"
            + " OR held.%3$s IS NULL OR held.%3$s < %4$s.%3$s)";

    private Statements() {}

    /** The table that remembers which keys of a table were deleted, and at which offset. */
    static TableName tombstones(TableName table) {
        return table.withSuffix(TOMBSTONES_SUFFIX);
    }

    static String createTable(TableName table, List<Column> columns, List<Column> keys) {
        String primaryKey = keys.isEmpty() ? "" : ", PRIMARY KEY (" + names(keys) + ")";
        return "CREATE TABLE IF NOT EXISTS " + table + " (" + join(columns, Column::declaration) + primaryKey + ")";
    }

    static String addColumns(TableName table, List<Column> columns) {
        return "ALTER TABLE " + table + " "
                + join(columns, column -> "ADD COLUMN IF NOT EXISTS " + column.declaration());
    }

    /** @param columns all columns, source columns included when they are kept */
    static String insert(TableName table, List<Column> columns) {
        return "INSERT INTO " + table + " AS held (" + names(columns) + ") SELECT * FROM " + incoming(columns);
    }

    static String upsert(RowShape shape, List<Column> columns) {
        return insert(shape.table(), columns) + onConflict(shape.keys(), columns);
    }

    /** An upsert that yields to a row or, where deletions are remembered, to a deletion of the same or a later offset. */
    static String guardedUpsert(RowShape shape, List<Column> columns, boolean deletionsRemembered) {
        return insert(shape.table(), columns)
                + (deletionsRemembered ? unlessDeletedLater(shape) : "")
                + onConflict(shape.keys(), columns)
                + " WHERE "
                + heldIsOlderThan("EXCLUDED");
    }

    static String delete(RowShape shape) {
        return "DELETE FROM " + shape.table() + " AS held USING " + incoming(shape.keys()) + " WHERE "
                + sameKey(shape.keys(), "held");
    }

    /** A deletion that yields to a row of the same or a later offset. */
    static String guardedDelete(RowShape shape) {
        return "DELETE FROM " + shape.table() + " AS held USING " + incoming(withSource(shape.keys())) + " WHERE "
                + sameKey(shape.keys(), "held") + " AND " + heldIsOlderThan("incoming");
    }

    /** Remembers deletions. */
    static String recordTombstones(RowShape shape) {
        List<Column> columns = withSource(shape.keys());
        return insert(tombstones(shape.table()), columns)
                + onConflict(shape.keys(), columns)
                + " WHERE "
                + heldIsOlderThan("EXCLUDED");
    }

    static List<Column> withSource(List<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(SourceColumns.ALL);
        return all;
    }

    private static String incoming(List<Column> columns) {
        return "unnest(" + join(columns, column -> "?::" + column.type().elementType() + "[]") + ") AS incoming ("
                + names(columns) + ")";
    }

    private static String onConflict(List<Column> keys, List<Column> columns) {
        List<Column> others =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        String action = others.isEmpty()
                ? "NOTHING"
                : "UPDATE SET " + join(others, column -> column.quoted() + " = EXCLUDED." + column.quoted());
        return " ON CONFLICT (" + names(keys) + ") DO " + action;
    }

    private static String unlessDeletedLater(RowShape shape) {
        return " WHERE NOT EXISTS (SELECT FROM " + tombstones(shape.table()) + " AS gone WHERE "
                + sameKey(shape.keys(), "gone")
                + String.format(
                        " AND gone.%1$s = incoming.%1$s AND gone.%2$s = incoming.%2$s AND gone.%3$s >= incoming.%3$s)",
                        sourceNames());
    }

    private static String sameKey(List<Column> keys, String table) {
        return keys.stream()
                .map(key -> table + "." + key.quoted() + " = incoming." + key.quoted())
                .collect(Collectors.joining(" AND "));
    }

    private static String heldIsOlderThan(String incoming) {
        Object[] names = sourceNames();
        return String.format(HELD_IS_OLDER_THAN, names[0], names[1], names[2], incoming);
    }

    private static Object[] sourceNames() {
        return SourceColumns.ALL.stream().map(Column::quoted).toArray();
    }

    private static String names(List<Column> columns) {
        return join(columns, Column::quoted);
    }

    private static String join(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }
}
