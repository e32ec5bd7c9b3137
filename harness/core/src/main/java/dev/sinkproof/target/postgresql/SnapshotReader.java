package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.postgresql.PostgresCatalog.Column;
import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads all rows of the run's tables as they were at one moment, through a cursor. Used by one thread. */
final class SnapshotReader {
    private final Connection connection;
    private final PostgresCatalog catalog;
    private final Consumer<? super TargetRow> consumer;

    private SnapshotReader(Connection connection, Consumer<? super TargetRow> consumer) {
        this.connection = connection;
        this.catalog = new PostgresCatalog(connection);
        this.consumer = consumer;
    }

    /** Hands over the rows, table by table, in the order in which they lie there. */
    static void read(Connection connection, Collection<TablePattern> patterns, Consumer<? super TargetRow> consumer)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        new SnapshotReader(connection, consumer).readTables(patterns);
        connection.rollback();
    }

    private void readTables(Collection<TablePattern> patterns) throws SQLException, IOException {
        PostgresValues values = catalog.values();
        for (Relation table : catalog.runTables(patterns).tables()) {
            readTable(table, values);
        }
    }

    private void readTable(Relation table, PostgresValues values) throws SQLException, IOException {
        List<Column> columns = catalog.columns(table);
        List<PostgresValues.Decoder> decoders =
                columns.stream().map(column -> values.decoder(column.type())).toList();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(HistoryReader.FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery(select(table, columns))) {
                while (rows.next()) {
                    consumer.accept(new TargetRow(table.name().text(), fields(rows, table, columns, decoders)));
                }
            }
        }
    }

    /** ONLY: rows of a table that inherits from this one are that table's; a partitioned table has none but its partitions'. */
    private static String select(Relation table, List<Column> columns) {
        String names = columns.stream().map(Column::quotedName).collect(Collectors.joining(", "));
        return "SELECT " + names + " FROM " + from(table);
    }

    private static String from(Relation table) {
        return (table.kind() == 'p' ? "" : "ONLY ") + table.name().text();
    }

    /** How many rows there are, without bringing them here. */
    static long count(Connection connection, Collection<TablePattern> patterns) throws SQLException, IOException {
        long rows = 0;
        for (Relation table :
                new PostgresCatalog(connection).runTables(patterns).tables()) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT count(*) FROM " + from(table))) {
                found.next();
                rows += found.getLong(1);
            }
        }
        return rows;
    }

    private static Map<String, Object> fields(
            ResultSet row, Relation table, List<Column> columns, List<PostgresValues.Decoder> decoders)
            throws SQLException, IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < decoders.size(); i++) {
            Column column = columns.get(i);
            fields.put(column.name(), value(row.getString(i + 1), table, column, decoders.get(i)));
        }
        return fields;
    }

    private static Object value(String text, Relation table, Column column, PostgresValues.Decoder decoder)
            throws IOException {
        try {
            return text == null ? null : decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "Column " + column.quotedName() + " (" + column.type() + ") of "
                            + table.name().text() + " in the target cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
