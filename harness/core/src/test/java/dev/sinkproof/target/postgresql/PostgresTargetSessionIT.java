package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetChange.Operation;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The session against a real PostgreSQL. */
class PostgresTargetSessionIT {
    private static TestDatabase database;

    private final List<PostgresTargetSession> sessions = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @AfterEach
    void leavesNothing() throws Exception {
        for (PostgresTargetSession session : sessions) {
            session.close();
        }
        assertThat(database.slots()).isEmpty();
        assertThat(database.tables()).isEmpty();
        assertThat(database.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'sinkproof-harness'"
                        + " AND state <> 'idle'"))
                .isEmpty();
    }

    private PostgresTargetSession session(String... tables) {
        PostgresTargetSession session = new PostgresTargetSession(database.access(), "Run 1", List.of(tables));
        sessions.add(session);
        return session;
    }

    private PostgresTargetSession begun(String... tables) throws IOException {
        PostgresTargetSession session = session(tables);
        session.begin();
        return session;
    }

    private static List<TargetChange> history(PostgresTargetSession session) throws IOException {
        List<TargetChange> changes = new ArrayList<>();
        session.readHistory(changes::add);
        return changes;
    }

    private static List<TargetRow> snapshot(PostgresTargetSession session) throws IOException {
        List<TargetRow> rows = new ArrayList<>();
        session.readSnapshot(rows::add);
        return rows;
    }

    private static List<String> told(List<TargetChange> changes) {
        return changes.stream()
                .map(change -> change.operation() + " " + change.row().fields().get("id"))
                .toList();
    }

    private static List<String> told(PostgresTargetSession session) throws IOException {
        return told(history(session));
    }

    @Test
    void recordsInsertUpdateDeleteAndTruncateOfTableWithKey() throws Exception {
        PostgresTargetSession session = begun("orders");

        database.run(
                "CREATE TABLE orders (id bigint PRIMARY KEY, name text, price numeric(18,4))",
                "INSERT INTO orders VALUES (1, 'it''s', 1.2), (2, NULL, NULL)",
                "UPDATE orders SET name = 'new' WHERE id = 1",
                "UPDATE orders SET id = 3 WHERE id = 2",
                "DELETE FROM orders WHERE id = 3");
        List<TargetRow> before = snapshot(session);
        database.run("TRUNCATE orders");

        List<TargetChange> changes = history(session);
        assertThat(changes)
                .extracting(TargetChange::operation)
                .containsExactly(
                        Operation.INSERT,
                        Operation.INSERT,
                        Operation.UPDATE,
                        Operation.UPDATE,
                        Operation.DELETE,
                        Operation.TRUNCATE);
        assertThat(changes.get(0).row().container()).isEqualTo("public.orders");
        assertThat(changes.get(0).row().fields())
                .containsExactly(
                        Map.entry("id", 1L), Map.entry("name", "it's"), Map.entry("price", new BigDecimal("1.2000")));
        assertThat(changes.get(1).row().fields()).containsEntry("name", null).containsEntry("price", null);
        assertThat(changes.get(2).before()).isNull();
        assertThat(changes.get(2).row().fields()).containsEntry("name", "new");
        assertThat(changes.get(3).before().fields()).isEqualTo(Map.of("id", 2L));
        assertThat(changes.get(3).row().fields()).containsEntry("id", 3L);
        assertThat(changes.get(4).row().fields()).isEqualTo(Map.of("id", 3L));
        assertThat(changes.get(5).row().fields()).isEmpty();
        assertThat(changes.get(0).transaction()).isEqualTo(changes.get(1).transaction());
        assertThat(before).containsExactly(changes.get(2).row());
        assertThat(snapshot(session)).isEmpty();
    }

    @Test
    void tableWithoutKeyTakesUpdatesAndDeletes() throws Exception {
        PostgresTargetSession session = begun("plain");

        database.run(
                "CREATE TABLE plain (id int, name text)",
                "INSERT INTO plain VALUES (1, 'a'), (1, 'a')",
                "UPDATE plain SET name = 'b'",
                "DELETE FROM plain");

        List<TargetChange> changes = history(session);
        assertThat(told(changes))
                .containsExactly("INSERT 1", "INSERT 1", "UPDATE 1", "UPDATE 1", "DELETE null", "DELETE null");
        assertThat(changes.get(4).row().fields()).isEmpty();
    }

    @Test
    void replicaIdentityFullTellsTheRowBefore() throws Exception {
        PostgresTargetSession session = begun("full_rows");

        database.run(
                "CREATE TABLE full_rows (id int, name text)",
                "ALTER TABLE full_rows REPLICA IDENTITY FULL",
                "INSERT INTO full_rows VALUES (1, 'a')",
                "UPDATE full_rows SET name = 'new-tuple: id[integer]:7'",
                "DELETE FROM full_rows");

        List<TargetChange> changes = history(session);
        assertThat(changes.get(1).before().fields()).isEqualTo(Map.of("id", 1L, "name", "a"));
        assertThat(changes.get(2).row().fields()).isEqualTo(Map.of("id", 1L, "name", "new-tuple: id[integer]:7"));
    }

    @Test
    void whatWasRolledBackIsInvisible() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int PRIMARY KEY)");
        String before = session.fingerprint();

        database.run("BEGIN; INSERT INTO t VALUES (1); ROLLBACK");

        assertThat(history(session)).isEmpty();
        assertThat(session.fingerprint()).isEqualTo(before);
    }

    @Test
    void savepointsKeepWhatWasNotRolledBackTo() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int PRIMARY KEY)");
        String before = session.fingerprint();

        database.run("BEGIN; INSERT INTO t VALUES (1); SAVEPOINT a; INSERT INTO t VALUES (2); ROLLBACK TO a;"
                + " SAVEPOINT b; INSERT INTO t VALUES (3); RELEASE b; COMMIT");

        assertThat(told(session)).containsExactly("INSERT 1", "INSERT 3");
        assertThat(history(session))
                .extracting(TargetChange::transaction)
                .containsOnly(history(session).get(0).transaction());
        assertThat(session.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void interleavedTransactionsComeInCommitOrder() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int PRIMARY KEY)");

        try (Connection first = database.connect();
                Connection second = database.connect();
                Statement one = first.createStatement();
                Statement two = second.createStatement()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            one.execute("INSERT INTO t VALUES (1)");
            two.execute("INSERT INTO t VALUES (2)");
            one.execute("INSERT INTO t VALUES (3)");
            two.execute("INSERT INTO t VALUES (4)");
            second.commit();
            one.execute("INSERT INTO t VALUES (5)");
            first.commit();
        }

        List<TargetChange> changes = history(session);
        assertThat(told(changes)).containsExactly("INSERT 2", "INSERT 4", "INSERT 1", "INSERT 3", "INSERT 5");
        assertThat(changes.get(2).commitMicros()).isGreaterThan(changes.get(1).commitMicros());
    }

    @Test
    void preparedTransactionCountsWhenItIsCommitted() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int PRIMARY KEY)");

        database.run("BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'two-phase'");
        List<String> prepared = told(session);
        database.run("INSERT INTO t VALUES (2)", "COMMIT PREPARED 'two-phase'");

        assertThat(prepared).isEmpty();
        assertThat(told(session)).containsExactly("INSERT 2", "INSERT 1");
    }

    @Test
    void copyAndUpsertsAreRecorded() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int PRIMARY KEY, name text)");

        try (Connection connection = database.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t FROM STDIN", new StringReader("1\ta\n2\tb\\nc\n"));
        }
        database.run(
                "INSERT INTO t VALUES (2, 'x'), (3, 'y') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                "INSERT INTO t VALUES (3, 'z') ON CONFLICT DO NOTHING");

        assertThat(told(session)).containsExactly("INSERT 1", "INSERT 2", "UPDATE 2", "INSERT 3");
        assertThat(history(session).get(1).row().fields()).containsEntry("name", "b\nc");
    }

    @Test
    void columnAddedMidwayShowsFromThenOn() throws Exception {
        PostgresTargetSession session = begun("t");

        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, gone text)",
                "INSERT INTO t VALUES (1, 'x')",
                "ALTER TABLE t ADD COLUMN added text DEFAULT 'd'",
                "INSERT INTO t VALUES (2, 'y', 'z')",
                "ALTER TABLE t DROP COLUMN gone",
                "ALTER TABLE t ALTER COLUMN id TYPE bigint",
                "INSERT INTO t VALUES (3, NULL)");

        List<TargetChange> changes = history(session);
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0).row().fields().keySet()).containsExactly("id", "gone");
        assertThat(changes.get(1).row().fields().keySet()).containsExactly("id", "gone", "added");
        assertThat(changes.get(2).row().fields().keySet()).containsExactly("id", "added");
        assertThat(snapshot(session).get(0).fields()).isEqualTo(Map.of("id", 1L, "added", "d"));
    }

    @Test
    void unchangedLargeValueIsAbsentNotNull() throws Exception {
        PostgresTargetSession session = begun("t");

        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, big text, n int)",
                "ALTER TABLE t ALTER COLUMN big SET STORAGE EXTERNAL",
                "INSERT INTO t VALUES (1, repeat('large', 4000), 0)",
                "UPDATE t SET n = 1");

        List<TargetChange> changes = history(session);
        assertThat(changes.get(0).row().fields()).containsEntry("big", "large".repeat(4000));
        assertThat(changes.get(1).row().fields()).isEqualTo(Map.of("id", 1L, "n", 1L));
    }

    @Test
    void onlyTablesOfTheRunAreRead() throws Exception {
        PostgresTargetSession session = begun("orders", "public.\"We\"\"ird. Name\"", "Mixed.Case");

        database.run(
                "CREATE TABLE orders (id int)",
                "CREATE TABLE other (id int)",
                "CREATE TABLE \"We\"\"ird. Name\" (id int)",
                "CREATE TABLE \"mixed.case\" (id int)",
                "BEGIN; INSERT INTO other VALUES (1); INSERT INTO orders VALUES (2);"
                        + " INSERT INTO \"We\"\"ird. Name\" VALUES (3); INSERT INTO \"mixed.case\" VALUES (4);"
                        + " TRUNCATE other, orders; COMMIT",
                "INSERT INTO other VALUES (5)");

        assertThat(told(session)).containsExactly("INSERT 2", "INSERT 3", "INSERT 4", "TRUNCATE null");
        assertThat(snapshot(session))
                .extracting(TargetRow::container)
                .containsExactly("public.\"We\"\"ird. Name\"", "public.\"mixed.case\"");
        database.run("DROP TABLE other");
    }

    @Test
    void exactCaseIsPreferred() throws Exception {
        PostgresTargetSession session = begun("Orders");

        database.run(
                "CREATE TABLE orders (id int)",
                "INSERT INTO orders VALUES (1)",
                "CREATE TABLE \"Orders\" (id int)",
                "INSERT INTO \"Orders\" VALUES (2)");

        assertThat(told(session)).containsExactly("INSERT 2");
        assertThat(snapshot(session)).hasSize(1);
        database.run("DROP TABLE orders");
    }

    @Test
    void partitionsBelongToTheirTable() throws Exception {
        PostgresTargetSession session = begun("parts");
        database.run(
                "CREATE TABLE parts (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (20)");
        String before = session.fingerprint();

        database.run("INSERT INTO parts VALUES (1), (11)");

        assertThat(history(session))
                .extracting(change -> change.row().container())
                .containsOnly("public.parts");
        assertThat(snapshot(session)).hasSize(2);
        assertThat(session.fingerprint()).isNotEqualTo(before);
    }

    @Test
    void commitTimeIsNotLaterThanTheAcknowledgement() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)");
        List<Long> sent = new ArrayList<>();
        List<Long> acknowledged = new ArrayList<>();

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 200; i++) {
                sent.add(now());
                statement.execute("INSERT INTO t VALUES (" + i + ")");
                acknowledged.add(now());
            }
        }

        List<TargetChange> changes = history(session);
        assertThat(changes).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(changes.get(i).commitMicros()).isBetween(sent.get(i), acknowledged.get(i));
        }
        assertThat(changes).anyMatch(change -> change.commitMicros() % 1000 != 0);
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Test
    void historyCanBeReadAgainAndHasWhatWasCommittedAsynchronously() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)", "SET synchronous_commit = off; INSERT INTO t VALUES (1)");

        assertThat(told(session)).containsExactly("INSERT 1");
        assertThat(told(session)).containsExactly("INSERT 1");
    }

    @Test
    void fingerprintChangesWithContentOnly() throws Exception {
        PostgresTargetSession session = begun("t");
        List<String> seen = new ArrayList<>();
        seen.add(session.fingerprint());
        for (String change : List.of(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "UPDATE t SET id = 2",
                "UPDATE t SET id = 2",
                "DELETE FROM t",
                "INSERT INTO t VALUES (2)",
                "TRUNCATE t",
                "DROP TABLE t",
                "CREATE TABLE t (id int PRIMARY KEY)")) {
            database.run(change);
            assertThat(session.fingerprint()).as(change).isNotIn(seen);
            seen.add(session.fingerprint());
        }

        database.run(
                "CREATE TABLE other AS SELECT 1 AS id",
                "TRUNCATE other",
                "CHECKPOINT",
                "VACUUM t",
                "SELECT pg_logical_emit_message(true, 'p', 'table public.t: INSERT: id[integer]:1')",
                "DELETE FROM t WHERE id = 99");

        assertThat(session.fingerprint()).isEqualTo(seen.get(seen.size() - 1));
        database.run("DROP TABLE other");
    }

    @Test
    void fingerprintSeesTruncateOfSeveralTables() throws Exception {
        PostgresTargetSession session = begun("t_2");
        database.run("CREATE TABLE a (id int)", "CREATE TABLE t_2 (id int)", "CREATE TABLE tx2 (id int)");
        String before = session.fingerprint();
        database.run("INSERT INTO tx2 VALUES (1)");
        assertThat(session.fingerprint()).isEqualTo(before);
        for (String tables : List.of("a, t_2, tx2", "a, t_2", "t_2, a")) {
            String last = session.fingerprint();
            database.run("TRUNCATE " + tables);
            assertThat(session.fingerprint()).as(tables).isNotEqualTo(last);
        }
        database.run("DROP TABLE a, tx2");
    }

    @Test
    void fingerprintSurvivesItsConnection() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)");
        String before = session.fingerprint();

        database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'sinkproof-harness'");

        assertThat(session.fingerprint()).isEqualTo(before);
    }

    @Test
    void everythingSurvivesACrashOfTheServer() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)", "SET synchronous_commit = on; INSERT INTO t VALUES (1)");
        String before = session.fingerprint();

        database.crash();

        assertThat(session.fingerprint()).isEqualTo(before);
        assertThat(told(session)).containsExactly("INSERT 1");
        database.run("INSERT INTO t VALUES (2)");
        assertThat(session.fingerprint()).isNotEqualTo(before);
        assertThat(told(session)).containsExactly("INSERT 1", "INSERT 2");
    }

    @Test
    void consumersErrorsAreTheirOwnAndLeaveTheSlotFree() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)", "INSERT INTO t SELECT generate_series(1, 5000)");

        assertThatThrownBy(() -> session.readHistory(change -> {
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> session.readSnapshot(row -> {
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine");

        assertThat(told(session)).hasSize(5000);
    }

    @Test
    void tableThatDoesNotExistHasNoRows() throws Exception {
        PostgresTargetSession session = begun("never");

        assertThat(snapshot(session)).isEmpty();
        assertThat(history(session)).isEmpty();
        assertThat(session.fingerprint()).isEqualTo(session.fingerprint());
    }

    @Test
    void closeDropsWhatTheRunMadeAndOnlyThat() throws Exception {
        database.run("CREATE TABLE there_before (id int)");
        PostgresTargetSession session = begun("there_before", "made");
        database.run("CREATE TABLE made (id serial PRIMARY KEY)", "CREATE VIEW seen AS SELECT * FROM made");

        session.close();

        assertThat(database.tables()).containsExactly("public.there_before");
        assertThat(database.slots()).isEmpty();
        database.run("DROP TABLE there_before");
    }

    @Test
    void closeEndsTransactionsThatHoldTheTable() throws Exception {
        PostgresTargetSession session = begun("t");
        database.run("CREATE TABLE t (id int)");
        try (Connection zombie = database.connect();
                Statement statement = zombie.createStatement()) {
            zombie.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");

            session.close();

            assertThat(database.tables()).isEmpty();
            assertThatThrownBy(zombie::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void closeAfterFailedBeginRemovesTheSlotThatWasMade() throws Exception {
        List<PostgresTargetSession> others = new ArrayList<>();
        // The server has ten slots: the last session gets its first but not its second.
        database.query("SELECT pg_create_logical_replication_slot('odd', 'test_decoding')");
        for (int i = 0; i < 4; i++) {
            others.add(begun("t"));
        }
        PostgresTargetSession session = session("t");

        assertThatThrownBy(session::begin)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("max_replication_slots");
        assertThat(database.slots()).hasSize(10);
        session.close();

        assertThat(database.slots()).hasSize(9);
        assertThatThrownBy(session::fingerprint).isInstanceOf(IllegalStateException.class);
        for (PostgresTargetSession other : others) {
            other.close();
        }
        database.query("SELECT pg_drop_replication_slot('odd')");
    }

    @Test
    void closeBeforeBeginAndTwiceDoesNothing() throws Exception {
        PostgresTargetSession session = session("t");
        session.close();
        session.begin();
        session.close();
        session.close();

        assertThat(database.slots()).isEmpty();
    }

    @Test
    void leftoversAreDroppedByPrefix() throws Exception {
        PostgresTargetSession killed = begun("crashed_1");
        database.run("CREATE TABLE crashed_1 (id int)", "CREATE TABLE kept (id int)");

        assertThat(PostgresLeftovers.dropSlots(database.access(), "other run")).isEmpty();
        assertThat(PostgresLeftovers.dropSlots(database.access(), "Run")).hasSize(2);
        assertThat(PostgresLeftovers.dropTables(database.access(), "crashed_")).containsExactly("public.crashed_1");

        assertThat(database.slots()).isEmpty();
        assertThat(database.tables()).containsExactly("public.kept");
        assertThatThrownBy(() -> history(killed)).isInstanceOf(IOException.class);
        database.run("DROP TABLE kept");
    }

    @Test
    void viewsAndUnloggedTablesAreRefused() throws Exception {
        PostgresTargetSession session = begun("hidden", "fast");
        database.run("CREATE UNLOGGED TABLE fast (id int)", "INSERT INTO fast VALUES (1)");

        assertThat(snapshot(session)).hasSize(1);
        assertThatThrownBy(() -> history(session))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UNLOGGED");

        database.run("CREATE VIEW hidden AS SELECT 1 AS id");
        assertThatThrownBy(() -> snapshot(session))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("view");
        database.run("DROP VIEW hidden");
    }

    @Test
    void openTransactionThatKeepsTheSlotWaitingIsNamed() throws Exception {
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("CREATE TABLE uncommitted (id int)");
            PostgresTargetSession session =
                    new PostgresTargetSession(database.access(), "run", List.of("t"), Duration.ofMillis(300));
            sessions.add(session);

            assertThatThrownBy(session::begin)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("0.3 s")
                    .hasMessageContaining("idle in transaction");
            open.rollback();
        }
    }

    @Test
    void serverWithoutLogicalDecodingIsRefusedWithAdvice() throws Exception {
        try (TestDatabase other = TestDatabase.startWithoutLogicalDecoding();
                PostgresTargetSession session = new PostgresTargetSession(other.access(), "run", List.of("t"))) {
            assertThatThrownBy(session::begin)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("wal_level = logical");
        }
    }

    @Test
    void unreachableServerIsNamedWithoutSecrets() {
        PostgresAccess nowhere =
                new PostgresAccess("jdbc:postgresql://127.0.0.1:1/postgres?password=hidden", "someone", "secret");
        PostgresTargetSession session = new PostgresTargetSession(nowhere, "run", List.of("t"));

        assertThatThrownBy(session::begin)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContainingAny("secret", "hidden");
    }
}
