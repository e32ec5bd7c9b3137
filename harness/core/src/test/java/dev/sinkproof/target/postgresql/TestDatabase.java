package dev.sinkproof.target.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real PostgreSQL for tests, set up for logical decoding; ends when it is closed. */
final class TestDatabase implements AutoCloseable {
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private TestDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static TestDatabase start() throws IOException {
        return new TestDatabase(EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_prepared_transactions", "5")
                .setServerConfig("fsync", "off")
                .start());
    }

    static TestDatabase startWithoutLogicalDecoding() throws IOException {
        return new TestDatabase(EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "replica")
                .start());
    }

    PostgresAccess access() {
        return new PostgresAccess(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    /** A connection as a subject has it: with the driver's own settings. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    /** Runs statements, each a transaction of its own. */
    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what a query finds. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        }
    }

    List<String> slots() throws SQLException {
        return query("SELECT slot_name FROM pg_replication_slots ORDER BY 1");
    }

    List<String> tables() throws SQLException {
        return query("SELECT schemaname || '.' || tablename FROM pg_tables"
                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
    }

    /**
     * Kills one of the server's processes with -9, as a result of which the server ends all others and recovers from its
     * log; returns when it takes connections again.
     */
    void crash() throws SQLException {
        try (Connection victim = connect();
                Statement statement = victim.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_backend_pid()")) {
            found.next();
            ProcessHandle process = ProcessHandle.of(found.getLong(1)).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
        awaitRecovery(System.nanoTime() + RECOVERY_MAX.toNanos());
    }

    private void awaitRecovery(long deadline) throws SQLException {
        while (true) {
            try {
                query("SELECT 1");
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new SQLException("the server did not recover within " + RECOVERY_MAX, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
