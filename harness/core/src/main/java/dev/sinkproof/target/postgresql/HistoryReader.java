package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetChange.Operation;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a slot recorded, once from its start to the end of the write-ahead log.
 *
 * <p>The slot is peeked at, not consumed, so the history can be read again, and without a limit on the number of changes,
 * so PostgreSQL decodes everything once. It keeps the decoded lines in its own temporary file; a cursor brings them here in
 * portions. The commit time comes behind a transaction's changes, which are kept until then: in memory, or in a file when
 * the transaction is large. Used by one thread.
 */
final class HistoryReader {
    /** How many rows or lines come with one answer of the server. */
    static final int FETCH_ROWS = 1000;
    /** How much of one transaction is kept in memory. */
    private static final long TRANSACTION_CHARS_MAX = 8_000_000;

    /** Decodes with times and ids; transactions that changed nothing are left out. */
    static final String PLUGIN_OPTIONS = "'include-timestamp', 'on', 'include-xids', 'on', 'skip-empty-xacts', 'on'";

    private static final String PEEK =
            "SELECT data FROM pg_logical_slot_peek_changes(?, NULL, NULL, " + PLUGIN_OPTIONS + ")";
    private final RunTables tables;
    private final PostgresValues values;
    private final Consumer<? super TargetChange> consumer;
    private final Map<TableName, TupleReader> tuples = new HashMap<>();
    private String transaction;

    private HistoryReader(RunTables tables, PostgresValues values, Consumer<? super TargetChange> consumer) {
        this.tables = tables;
        this.values = values;
        this.consumer = consumer;
    }

    /** Hands over every change to the run's tables that {@code slot} recorded. */
    static void read(Connection connection, String slot, RunTables tables, Consumer<? super TargetChange> consumer)
            throws SQLException, IOException {
        requireRecorded(tables);
        PostgresWal.flush(connection);
        PostgresValues values = new PostgresCatalog(connection).values();
        connection.setAutoCommit(false);
        new HistoryReader(tables, values, consumer).readLines(connection, slot);
        connection.rollback();
    }

    private static void requireRecorded(RunTables tables) throws IOException {
        for (PostgresCatalog.Relation table : tables.withPartitions()) {
            if (!table.recorded() && table.kind() == 'r') {
                throw new IOException(table.name().text() + " in the target is UNLOGGED, so PostgreSQL records no"
                        + " changes of it: ALTER TABLE … SET LOGGED before the run");
            }
        }
    }

    private void readLines(Connection connection, String slot) throws SQLException, IOException {
        try (PreparedStatement peek = connection.prepareStatement(PEEK);
                LineBuffer buffer = new LineBuffer(TRANSACTION_CHARS_MAX)) {
            peek.setFetchSize(FETCH_ROWS);
            peek.setString(1, slot);
            try (ResultSet lines = peek.executeQuery()) {
                while (lines.next()) {
                    take(lines.getString(1), buffer);
                }
            }
        }
        if (transaction != null) {
            throw new IOException("The target's history ends within transaction " + transaction);
        }
    }

    private void take(String text, LineBuffer buffer) throws IOException {
        TestDecodingLine line = parse(text);
        if (line instanceof TestDecodingLine.Begin begin) {
            begin(begin);
        } else if (line instanceof TestDecodingLine.Commit commit) {
            commit(commit, buffer);
        } else if (isOfRun(line)) {
            buffer.add(text);
        }
    }

    private static TestDecodingLine parse(String text) throws IOException {
        try {
            return TestDecodingParser.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("The target's history cannot be read: " + e.getMessage(), e);
        }
    }

    private void begin(TestDecodingLine.Begin begin) throws IOException {
        if (transaction != null) {
            throw new IOException(
                    "The target's history has transaction " + begin.xid() + " begin within " + transaction);
        }
        transaction = begin.xid();
    }

    private void commit(TestDecodingLine.Commit commit, LineBuffer buffer) throws IOException {
        if (!commit.xid().equals(transaction)) {
            throw new IOException(
                    "The target's history has transaction " + commit.xid() + " end within " + transaction);
        }
        buffer.drainTo(text -> emit(parse(text), commit));
        transaction = null;
    }

    private boolean isOfRun(TestDecodingLine line) {
        if (line instanceof TestDecodingLine.Change change) {
            return tables.container(change.table()).isPresent();
        }
        return line instanceof TestDecodingLine.Truncate truncate
                && truncate.tables().stream()
                        .anyMatch(table -> tables.container(table).isPresent());
    }

    private void emit(TestDecodingLine line, TestDecodingLine.Commit commit) throws IOException {
        if (line instanceof TestDecodingLine.Change change) {
            consumer.accept(change(change, commit));
        } else if (line instanceof TestDecodingLine.Truncate truncate) {
            for (TableName table : truncate.tables()) {
                Optional<String> container = tables.container(table);
                container.ifPresent(name -> consumer.accept(truncate(name, commit)));
            }
        }
    }

    private TargetChange change(TestDecodingLine.Change change, TestDecodingLine.Commit commit) throws IOException {
        String container = tables.container(change.table()).orElseThrow();
        TupleReader.Tuples read = tuples(change);
        return new TargetChange(
                commit.micros(),
                commit.xid(),
                change.operation(),
                row(container, read.row() == null ? Map.of() : read.row()),
                read.before() == null ? null : row(container, read.before()));
    }

    private TupleReader.Tuples tuples(TestDecodingLine.Change change) throws IOException {
        try {
            return tuples.computeIfAbsent(change.table(), table -> new TupleReader(values))
                    .read(change);
        } catch (IllegalArgumentException e) {
            throw new IOException("The target's history cannot be read: " + e.getMessage(), e);
        }
    }

    private static TargetChange truncate(String container, TestDecodingLine.Commit commit) {
        return new TargetChange(commit.micros(), commit.xid(), Operation.TRUNCATE, row(container, Map.of()));
    }

    private static TargetRow row(String container, Map<String, Object> fields) {
        return new TargetRow(container, fields);
    }
}
