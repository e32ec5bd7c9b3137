package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;

/**
 * Changes of tables in a transaction of their own. {@code IF NOT EXISTS} does not help against a session that creates the
 * same table at the same moment: PostgreSQL then reports a duplicate in its catalog. So a change that collides starts
 * again from what is there by then.
 */
@FunctionalInterface
interface CatalogChange {
    /** As many tasks as may plausibly start at once, each of which can win once. */
    int MAX_ATTEMPTS = 50;

    /** Looks at what is there and makes what is missing. */
    void make(Connection connection) throws SQLException;

    static void run(Connection connection, CatalogChange change) throws SQLException {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                change.make(connection);
                connection.commit();
                return;
            } catch (SQLException e) {
                connection.rollback();
                if (!SqlErrors.isChangeConflict(e)) {
                    throw e;
                }
            }
        }
        throw new SQLTransientException("tables changed under this one " + MAX_ATTEMPTS + " times", "40001");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
