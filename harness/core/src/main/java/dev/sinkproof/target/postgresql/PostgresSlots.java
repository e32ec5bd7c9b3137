package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Logical replication slots with the output plugin {@code test_decoding}: made, copied, dropped. */
final class PostgresSlots {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final String QUERY_CANCELED = "57014";
    private static final String CONFIGURATION_LIMIT = "53400";
    private static final String UNDEFINED_FILE = "58P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String OPEN_TRANSACTIONS = """
            SELECT coalesce(string_agg(format('%s (%s, %s)', pid, coalesce(nullif(application_name, ''), 'unnamed'),
                                              state), ', '), 'none any more')
            FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()""";

    private final Connection connection;
    private final Duration waitMax;

    /**
     * @param waitMax longest wait for the transactions that are open when a slot is made, as a slot begins when all of them
     *     have ended; and for a slot to fall free
     */
    PostgresSlots(Connection connection, Duration waitMax) {
        this.connection = connection;
        this.waitMax = waitMax;
    }

    /** @throws IOException when the server is not set up for logical decoding; says what to set */
    void requireLogical() throws SQLException, IOException {
        String level = one("SHOW wal_level");
        if (!level.equals("logical")) {
            throw new IOException("The target's wal_level is " + level + ", so it records no changes that can be read:"
                    + " set wal_level = logical in postgresql.conf and restart PostgreSQL");
        }
    }

    /** Makes a slot that records from now on; it outlives a restart and a crash of the server. */
    void create(String slot) throws SQLException, IOException {
        execute("SET statement_timeout = " + waitMax.toMillis());
        try (PreparedStatement create =
                connection.prepareStatement("SELECT pg_create_logical_replication_slot(?, 'test_decoding')")) {
            create.setString(1, slot);
            create.execute();
        } catch (SQLException e) {
            throw new IOException("Cannot make a replication slot in the target: " + reason(e), e);
        }
        execute("SET statement_timeout = 0");
    }

    private String reason(SQLException e) throws SQLException {
        return switch (String.valueOf(e.getSQLState())) {
            case QUERY_CANCELED ->
                "transactions stayed open for " + waitMax.toMillis() / 1000.0
                        + " s; end those of these server processes: " + one(OPEN_TRANSACTIONS);
            case CONFIGURATION_LIMIT ->
                "all are in use. Raise max_replication_slots, or drop those that begin with "
                        + PostgresTargetSession.NAME_PREFIX + " if no other run needs them";
            case UNDEFINED_FILE ->
                "the output plugin test_decoding is not installed;" + " it comes with PostgreSQL's contrib package";
            case INSUFFICIENT_PRIVILEGE -> "the user may not. It needs REPLICATION";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Makes a slot that stands where another stands. */
    void copy(String slot, String copy) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_copy_logical_replication_slot(?, ?)")) {
            statement.setString(1, slot);
            statement.setString(2, copy);
            statement.execute();
        }
    }

    /** Names of this database's slots that begin with {@code prefix}. */
    List<String> withPrefix(String prefix) throws SQLException {
        String query = "SELECT slot_name FROM pg_replication_slots"
                + " WHERE database = current_database() AND starts_with(slot_name::text, ?) ORDER BY 1";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, prefix);
            return strings(statement);
        }
    }

    private static List<String> strings(PreparedStatement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery()) {
            List<String> strings = new ArrayList<>();
            while (found.next()) {
                strings.add(found.getString(1));
            }
            return strings;
        }
    }

    /** Drops a slot, if it exists, as soon as no server process uses it. */
    void drop(String slot) throws SQLException, IOException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (!dropIfFree(slot)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("Cannot drop the replication slot " + slot + " in the target: after "
                        + waitMax.toSeconds() + " s server process " + user(slot) + " still uses it");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Whether it is gone. What still reads it is a left-over of its own session: nobody else knows its name. */
    private boolean dropIfFree(String slot) throws SQLException {
        String drop = "SELECT CASE WHEN active THEN pg_terminate_backend(active_pid)::text"
                + " ELSE pg_drop_replication_slot(slot_name)::text END FROM pg_replication_slots WHERE slot_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(drop)) {
            statement.setString(1, slot);
            strings(statement);
        }
        return !withPrefix(slot).contains(slot);
    }

    private String user(String slot) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT active_pid FROM pg_replication_slots WHERE slot_name = ?")) {
            statement.setString(1, slot);
            return String.valueOf(strings(statement));
        }
    }

    private String one(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            return String.valueOf(strings(statement).get(0));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
