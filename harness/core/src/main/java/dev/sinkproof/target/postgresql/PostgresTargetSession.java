package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the tables of one run in a PostgreSQL database (13 or later, {@code wal_level = logical}).
 *
 * <p>{@link #begin()} makes two logical replication slots with the output plugin {@code test_decoding}: one that keeps every
 * change for {@link #readHistory}, one that {@link #fingerprint()} consumes. Unlike {@code pgoutput} it needs no
 * publication, so a subject's table without a primary key takes updates and deletes as if nobody watched. The slots keep
 * write-ahead log from being removed until {@link #close()}.
 *
 * <p><b>Commit times.</b> A change's commit time has microseconds and is never later than the acknowledgement: PostgreSQL
 * reads its clock when it builds the commit record ({@code RecordTransactionCommit} in xact.c), before it writes that
 * record, flushes it and answers. Two transactions that commit at the same time can get their records into the log in the
 * other order than their times. The order of the history is that of the log.
 *
 * <p><b>What the history can't tell.</b> A column whose large value an update left as it was is absent from the change. A
 * delete names the columns of the replica identity (the primary key by default) and none without one. Tables that are
 * UNLOGGED or views are refused when they are read. A table that was dropped counts as the run's by its name.
 *
 * <p><b>Clean-up.</b> {@link #close()} drops the slots and those of the run's tables that {@link #begin()} did not find
 * there, with what depends on them; server processes that still hold a lock on them are ended first. A table that was there
 * before is left as it is. Nothing is dropped when {@link #begin()} did not get as far as looking.
 *
 * <p>The session keeps one connection, for fingerprints; after a restart of the server it opens a new one. Used by one
 * thread at a time.
 */
public final class PostgresTargetSession implements TargetSession {
    /** What the names of all slots begin with. */
    public static final String NAME_PREFIX = "sinkproof_";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTargetSession.class);
    /** Longest wait for other transactions when slots are made and dropped. */
    static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private static final int RUN_CHARS_MAX = 36;

    private final PostgresAccess access;
    private final Duration waitMax;
    private final List<TablePattern> patterns;
    private final String historySlot;
    private final String fingerprintSlot;
    private final PostgresFingerprint fingerprint;
    /** Tables that {@link #begin()} found; null before it looked. */
    private Set<Long> foundOids;

    private boolean begun;
    private Connection kept;

    /**
     * @param access the subject's database, as the harness reaches it
     * @param run what to name the run in the slots' names; need not be unique
     * @param tables the run's tables as the subject's config names them: with or without schema, quoted or not
     * @throws IllegalArgumentException when no table is given, or an empty name
     */
    public PostgresTargetSession(PostgresAccess access, String run, Collection<String> tables) {
        this(access, run, tables, WAIT_MAX);
    }

    PostgresTargetSession(PostgresAccess access, String run, Collection<String> tables, Duration waitMax) {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("no table of the run is given");
        }
        this.access = access;
        this.waitMax = waitMax;
        this.patterns = tables.stream().map(TablePattern::of).toList();
        String name = slotName(run);
        this.historySlot = name + "_h";
        this.fingerprintSlot = name + "_f";
        this.fingerprint = new PostgresFingerprint(fingerprintSlot, patterns);
    }

    private static String slotName(String run) {
        return slotPrefix(run) + "_" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Slot names are limited to 63 lower-case letters, digits and underscores. */
    static String slotPrefix(String run) {
        String plain = run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return NAME_PREFIX + plain.substring(0, Math.min(plain.length(), RUN_CHARS_MAX));
    }

    @Override
    public void begin() throws IOException {
        if (foundOids != null) {
            throw new IllegalStateException("begin() was called before");
        }
        withConnection("begin to watch", connection -> {
            PostgresSlots slots = new PostgresSlots(connection, waitMax);
            slots.requireLogical();
            foundOids = oids(new PostgresCatalog(connection).runTables(patterns).tables());
            slots.create(historySlot);
            slots.copy(historySlot, fingerprintSlot);
        });
        begun = true;
    }

    private static Set<Long> oids(List<Relation> tables) {
        Set<Long> oids = new HashSet<>();
        tables.forEach(table -> oids.add(table.oid()));
        return oids;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Costs what was written since the last call, not what the tables hold: see {@link PostgresFingerprint}.
     */
    @Override
    public String fingerprint() throws IOException {
        requireBegun();
        try {
            return fingerprint.take(kept());
        } catch (SQLException e) {
            discardKept();
            throw failed("look for changes in", e);
        }
    }

    private Connection kept() throws IOException, SQLException {
        if (kept == null || !kept.isValid(5)) {
            discardKept();
            kept = access.open();
        }
        return kept;
    }

    private void discardKept() {
        Connection old = kept;
        kept = null;
        closeQuietly(old);
    }

    @Override
    public void readSnapshot(Consumer<? super TargetRow> rows) throws IOException {
        withConnection("read", connection -> SnapshotReader.read(connection, patterns, rows));
    }

    @Override
    public long countRows() throws IOException {
        long[] rows = new long[1];
        withConnection("count the rows of", connection -> rows[0] = SnapshotReader.count(connection, patterns));
        return rows[0];
    }

    @Override
    public boolean recordsHistory() {
        return true;
    }

    @Override
    public void readHistory(Consumer<? super TargetChange> changes) throws IOException {
        requireBegun();
        withConnection("read the history of", connection -> {
            RunTables tables = new PostgresCatalog(connection).runTables(patterns);
            HistoryReader.read(connection, historySlot, tables, changes);
        });
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("begin() has not succeeded");
        }
    }

    @Override
    public void close() throws IOException {
        begun = false;
        discardKept();
        if (foundOids != null) {
            withConnection("clean up", this::cleanUp);
            foundOids = null;
        }
    }

    private void cleanUp(Connection connection) throws SQLException, IOException {
        PostgresSlots slots = new PostgresSlots(connection, waitMax);
        slots.drop(fingerprintSlot);
        slots.drop(historySlot);
        PostgresTables tables = new PostgresTables(connection);
        for (Relation table :
                new PostgresCatalog(connection).runTables(patterns).tables()) {
            if (!foundOids.contains(table.oid())) {
                tables.drop(table);
            }
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work {
        void with(Connection connection) throws SQLException, IOException;
    }

    private void withConnection(String what, Work work) throws IOException {
        Connection connection = access.open();
        try {
            work.with(connection);
        } catch (SQLException e) {
            throw failed(what, e);
        } finally {
            closeQuietly(connection);
        }
    }

    private IOException failed(String what, SQLException e) {
        return new IOException(
                "Cannot " + what + " the target at " + access.where() + ": " + e.getMessage() + " (SQL state "
                        + e.getSQLState() + ")",
                e);
    }

    /** A connection that does not close is broken; the server ends its side. */
    private static void closeQuietly(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection to the target did not close", e);
        }
    }
}
