package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection with which the harness changes the target. Not thread-safe. */
final class AdminSession implements AutoCloseable {
    private final PostgresAccess access;
    private final Connection connection;

    private AdminSession(PostgresAccess access, Connection connection) {
        this.access = access;
        this.connection = connection;
    }

    static AdminSession open(PostgresAccess access) throws IOException {
        return new AdminSession(access, access.open());
    }

    /** Runs statements, all in one transaction. */
    void execute(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** All values of all rows, in order, as texts. */
    List<String> texts(String sql, Object... arguments) throws IOException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setObject(i + 1, arguments[i]);
            }
            try (ResultSet found = query.executeQuery()) {
                return texts(found);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static List<String> texts(ResultSet found) throws SQLException {
        List<String> texts = new ArrayList<>();
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
            for (int column = 1; column <= columns; column++) {
                texts.add(found.getString(column));
            }
        }
        return texts;
    }

    String text(String sql, Object... arguments) throws IOException {
        return texts(sql, arguments).get(0);
    }

    /** An identifier, quoted. */
    static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A text, quoted. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * The tables that a run's name means.
     *
     * @throws IOException when there is none
     */
    List<Relation> tables(String table) throws IOException {
        List<Relation> tables = existing(table);
        if (tables.isEmpty()) {
            throw new IOException("there is no table " + table + " in the target yet");
        }
        return tables;
    }

    private List<Relation> existing(String table) throws IOException {
        try {
            return new PostgresCatalog(connection)
                    .runTables(List.of(TablePattern.of(table)))
                    .tables();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IOException failed(SQLException e) {
        return new IOException(
                "the target at " + access.where() + " refused: " + e.getMessage() + " (SQL state " + e.getSQLState()
                        + ")",
                e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
