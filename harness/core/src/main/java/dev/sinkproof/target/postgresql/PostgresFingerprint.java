package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the run's tables have changed: which tables there are, and where in the write-ahead log the last transaction that
 * changed one of them committed.
 *
 * <p>This comes from a slot of its own, consumed by each call, so a call costs what was written since the call before and
 * nothing for rows that lie still. It is exact: other tables, checkpoints and rolled-back transactions don't show, and a row
 * that is changed and changed back does. Counting rows or summing up their system columns would read the whole table each
 * time; statistics counters come up to ten seconds late and include what was rolled back. Used by one thread.
 */
final class PostgresFingerprint {
    /**
     * How far the slot's restart position may fall behind. A slot decodes from there again each time, and it moves only at
     * records of which PostgreSQL writes one every 15 s.
     */
    private static final long RESTART_LAG_BYTES_MAX = 4 << 20;

    private static final int VERSION_WITH_STANDBY_SNAPSHOT = 16;

    private static final String CONSUME = """
            SELECT max(committed) FROM (
              SELECT max(lsn) AS committed FROM pg_logical_slot_get_changes(?, NULL, NULL,
                'include-timestamp', 'off', 'include-xids', 'off', 'skip-empty-xacts', 'on')
              GROUP BY xid HAVING bool_or(data LIKE ANY (?))) AS of_run""";

    private static final String RESTART_LAG =
            "SELECT pg_wal_lsn_diff(confirmed_flush_lsn, restart_lsn) FROM pg_replication_slots WHERE slot_name = ?";

    private final String slot;
    private final Collection<TablePattern> patterns;
    /** Where the log ended when all of it was looked at; empty when it went on meanwhile. */
    private String lookedAt = "";

    private String tables = "";
    private Lsn committed = Lsn.NONE;

    PostgresFingerprint(String slot, Collection<TablePattern> patterns) {
        this.slot = slot;
        this.patterns = List.copyOf(patterns);
    }

    /** The fingerprint now. Looks only when something was written to the log since all of it was looked at. */
    String take(Connection connection) throws SQLException, IOException {
        if (!PostgresWal.position(connection).end().equals(lookedAt)) {
            PostgresWal.flush(connection);
            PostgresWal.Position now = PostgresWal.position(connection);
            look(connection);
            lookedAt = now.flushed() ? now.end() : "";
        }
        return tables + "@" + committed;
    }

    private void look(Connection connection) throws SQLException, IOException {
        RunTables run = new PostgresCatalog(connection).runTables(patterns);
        consume(connection, run.withPartitions());
        tables = run.tables().stream().map(table -> String.valueOf(table.oid())).collect(Collectors.joining(","));
        catchUp(connection);
    }

    private void consume(Connection connection, List<Relation> relations) throws SQLException {
        try (PreparedStatement consume = connection.prepareStatement(CONSUME)) {
            consume.setString(1, slot);
            consume.setArray(2, connection.createArrayOf("text", heads(relations)));
            try (ResultSet found = consume.executeQuery()) {
                found.next();
                // After a crash the server may hand over again what it handed over before.
                committed = committed.later(Lsn.of(found.getString(1)));
            }
        }
    }

    /** LIKE patterns for the heads of lines that change one of the tables. */
    private static Object[] heads(List<Relation> relations) {
        List<String> heads = new ArrayList<>();
        for (Relation relation : relations) {
            String name = relation.name().text().replaceAll("([\\\\%_])", "\\\\$1");
            heads.add("table " + name + ":%");
            heads.add("table " + name + ", %: TRUNCATE:%");
            heads.add("table %, " + name + ", %: TRUNCATE:%");
            heads.add("table %, " + name + ": TRUNCATE:%");
        }
        return heads.toArray();
    }

    private void catchUp(Connection connection) throws SQLException {
        boolean possible = connection.getMetaData().getDatabaseMajorVersion() >= VERSION_WITH_STANDBY_SNAPSHOT;
        if (possible && restartLag(connection) > RESTART_LAG_BYTES_MAX) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_log_standby_snapshot()");
            }
        }
    }

    private long restartLag(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RESTART_LAG)) {
            query.setString(1, slot);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }
}
