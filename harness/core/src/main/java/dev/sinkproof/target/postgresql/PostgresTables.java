package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Drops tables of a run. */
final class PostgresTables {
    private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(2);
    private static final int TRIES_MAX = 5;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String END_HOLDERS = "SELECT pg_terminate_backend(pid) FROM pg_locks"
            + " WHERE relation = ?::oid AND granted AND pid <> pg_backend_pid()"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final Connection connection;

    PostgresTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Drops a table and what depends on it. A worker that was killed may have left a transaction open on the server: after
     * a moment, server processes that hold a lock on the table are ended.
     */
    void drop(Relation table) throws SQLException, IOException {
        for (int tries = 0; !dropWithin(table); tries++) {
            if (tries == TRIES_MAX) {
                throw new IOException("Cannot drop " + table.name().text() + " in the target: it stayed locked, though"
                        + " the server processes that held it were ended " + tries + " times");
            }
            endHolders(table);
        }
    }

    /** Whether the table is gone. */
    private boolean dropWithin(Relation table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + LOCK_WAIT_MAX.toMillis());
            statement.execute("DROP TABLE IF EXISTS " + table.name().text() + " CASCADE");
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void endHolders(Relation table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END_HOLDERS)) {
            statement.setLong(1, table.oid());
            statement.execute();
        }
    }
}
