package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches and reads back what thousands of short runs write to one database, one after another: the same readers as {@link
 * PostgresTargetSession}, on connections and a slot that stay.
 *
 * <p>Life cycle: {@link #begin} or {@link #beginAnew} before each run, while no one else is at work: it empties every table, or takes
 * it away, and forgets what was recorded. Then {@link #nowMicros} and {@link #storedOffsets} at any time, {@link #readSnapshot} and {@link #readHistory} at the run's
 * end. Used by one thread.
 */
public final class PostgresReruns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresReruns.class);
    private static final String SLOT = "sinkproof_reruns";
    /**
     * Every reading begins where the server last noted which transactions were running, which by itself it does every 15 seconds: without
     * a note here it would decode all runs since then each time.
     */
    private static final String NOTE = "SELECT pg_log_standby_snapshot()";

    private static final String FORGET =
            "SELECT pg_replication_slot_advance('" + SLOT + "', pg_current_wal_insert_lsn())";
    /** To take away a short run's rows costs less than a table's files, but the space stays in use until these go. */
    private static final int RUNS_PER_TRUNCATION = 50;

    private static final String UNDEFINED_TABLE = "42P01";

    private final PostgresAccess access;
    private final List<TablePattern> patterns;
    private final Connection watching;
    private final Connection reading;
    private final Connection decoding;
    private int runs;

    /**
     * Connects, and begins to record.
     *
     * @param access the database as the harness reaches it: as superuser
     * @param tables the runs' tables as the subject's config names them
     */
    public static PostgresReruns open(PostgresAccess access, Collection<String> tables) throws IOException {
        try {
            return new PostgresReruns(
                    access, tables.stream().map(TablePattern::of).toList());
        } catch (SQLException e) {
            throw failed(access, "begin to watch", e);
        }
    }

    private PostgresReruns(PostgresAccess access, List<TablePattern> patterns) throws IOException, SQLException {
        this.access = access;
        this.patterns = patterns;
        this.watching = access.open();
        this.reading = access.open();
        this.decoding = access.open();
        PostgresSlots slots = new PostgresSlots(watching, Duration.ofSeconds(20));
        slots.requireLogical();
        slots.create(SLOT);
    }

    /** Empties the database for another run. */
    public void begin() throws IOException {
        begin(this::empty);
    }

    /** Takes all tables away, for another run that finds none. */
    public void beginAnew() throws IOException {
        begin((statement, tables) -> statement.execute("DROP TABLE " + String.join(", ", tables)));
    }

    /** What becomes of an earlier run's tables. */
    private interface Clearing {
        void clear(Statement statement, List<String> tables) throws SQLException;
    }

    private void begin(Clearing clearing) throws IOException {
        try (Statement statement = watching.createStatement()) {
            List<String> tables = new PostgresCatalog(watching)
                    .relations().stream()
                            .filter(table -> table.isTable() && !table.isPartition())
                            .map(table -> table.name().text())
                            .toList();
            if (!tables.isEmpty()) {
                clearing.clear(statement, tables);
            }
            statement.execute(NOTE + "; " + FORGET);
        } catch (SQLException e) {
            throw failed(access, "empty", e);
        }
    }

    private void empty(Statement statement, List<String> tables) throws SQLException {
        boolean emptied = ++runs % RUNS_PER_TRUNCATION != 0 && delete(statement, tables);
        if (!emptied) {
            statement.execute("TRUNCATE " + String.join(", ", tables));
        }
    }

    /** Returns whether it could be done: rows that others refer to only go together with these. */
    private static boolean delete(Statement statement, List<String> tables) {
        try {
            statement.execute(
                    tables.stream().map(table -> "DELETE FROM " + table).collect(Collectors.joining("; ")));
            return true;
        } catch (SQLException e) {
            LOG.debug("Truncating, as rows cannot be deleted", e);
            return false;
        }
    }

    /**
     * The target's clock, which is this machine's, as the server is here: everything that was committed before carries an earlier time,
     * what comes later a later one.
     */
    public long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /**
     * Offsets that a subject keeps in the target beside its data.
     *
     * @param query selects topic, partition and next offset
     * @return none when the subject has not made its table yet
     */
    public Map<TopicPartition, Long> storedOffsets(String query) throws IOException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Statement statement = watching.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                offsets.put(new TopicPartition(found.getString(1), found.getInt(2)), found.getLong(3));
            }
            return offsets;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return Map.of();
            }
            throw failed(access, "read the stored offsets of", e);
        }
    }

    public void readSnapshot(Consumer<? super TargetRow> rows) throws IOException {
        try {
            SnapshotReader.read(reading, patterns, rows);
        } catch (SQLException e) {
            throw failed(access, "read", e);
        }
    }

    /** Every change since {@link #begin}, in commit order, with times of the target's clock. */
    public void readHistory(Consumer<? super TargetChange> changes) throws IOException {
        try {
            RunTables tables = new PostgresCatalog(decoding).runTables(patterns);
            HistoryReader.read(decoding, SLOT, tables, changes);
            decoding.setAutoCommit(true);
        } catch (SQLException e) {
            throw failed(access, "read the history of", e);
        }
    }

    private static IOException failed(PostgresAccess access, String what, SQLException e) {
        return new IOException(
                "Cannot " + what + " the target at " + access.where() + ": " + e.getMessage() + " (SQL state "
                        + e.getSQLState() + ")",
                e);
    }

    /** The slot goes with the server. */
    @Override
    public void close() throws IOException {
        try (Connection first = watching;
                Connection second = reading;
                Connection third = decoding) {
            LOG.debug("Leaving {}", access);
        } catch (SQLException e) {
            throw failed(access, "leave", e);
        }
    }
}
