package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Runs a statement whose parameters are one array for each column. */
final class RowArrays {
    private static final List<Function<Row, Object>> SOURCE_VALUES = List.of(
            row -> row.source().originalTopic(),
            row -> row.source().originalKafkaPartition(),
            row -> Source.offset(row.source()));

    private RowArrays() {}

    /**
     * Runs it.
     *
     * @param columns columns of the rows that the statement takes: the first ones of their shape
     * @param source whether the source columns follow
     */
    static void execute(Connection connection, String sql, List<Row> rows, List<Column> columns, boolean source)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                int column = i;
                bind(statement, column + 1, columns.get(column).type(), rows, row -> row.element(column));
            }
            if (source) {
                bindSource(statement, columns.size() + 1, rows);
            }
            statement.executeUpdate();
        }
    }

    private static void bindSource(PreparedStatement statement, int first, List<Row> rows) throws SQLException {
        for (int i = 0; i < SOURCE_VALUES.size(); i++) {
            bind(statement, first + i, SourceColumns.ALL.get(i).type(), rows, SOURCE_VALUES.get(i));
        }
    }

    private static void bind(
            PreparedStatement statement, int parameter, ColumnType type, List<Row> rows, Function<Row, Object> value)
            throws SQLException {
        Object[] elements = type.newArray(rows.size());
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value.apply(rows.get(i));
        }
        statement.setArray(parameter, statement.getConnection().createArrayOf(type.elementType(), elements));
    }
}
