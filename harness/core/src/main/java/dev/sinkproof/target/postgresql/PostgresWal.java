package dev.sinkproof.target.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The server's write-ahead log, as far as reading back has to do with it. */
final class PostgresWal {
    private static final String FLUSH = "SELECT pg_logical_emit_message(true, 'sinkproof', 'flush')";
    private static final String POSITION =
            "SELECT pg_current_wal_insert_lsn(), pg_current_wal_insert_lsn() = pg_current_wal_flush_lsn()";

    /**
     * Where the log ends.
     *
     * @param end position behind the last record
     * @param flushed whether all of it is on disk
     */
    record Position(String end, boolean flushed) {}

    private PostgresWal() {}

    /**
     * Brings to disk what was committed so far. Slots see only what is there, and with {@code synchronous_commit = off},
     * which embedded servers like to use, that is up to 0.6 s late. A transaction that is written synchronously takes
     * everything before it along.
     */
    static void flush(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(FLUSH);
        }
    }

    static Position position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(POSITION)) {
            found.next();
            return new Position(found.getString(1), found.getBoolean(2));
        }
    }
}
