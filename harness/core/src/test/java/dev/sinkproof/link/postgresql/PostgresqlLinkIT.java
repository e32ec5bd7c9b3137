package dev.sinkproof.link.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.link.ConnectionEnded;
import dev.sinkproof.link.EndReason;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkAttributes;
import dev.sinkproof.link.LinkSide;
import dev.sinkproof.link.TestGate;
import dev.sinkproof.link.TestListener;
import dev.sinkproof.model.FaultPoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;

/** The link between the real driver and a real PostgreSQL. */
@Timeout(120)
class PostgresqlLinkIT {
    private static final GateDecision BUSY =
            GateDecision.answer(Map.of(LinkAnswers.SQLSTATE, "55P03", LinkAnswers.MESSAGE, "too busy"));

    private static EmbeddedPostgres postgres;

    private final TestGate gate = new TestGate();
    private final TestListener listener = new TestListener();
    private Link link;
    private Connection direct;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_prepared_transactions", "4")
                .start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        direct = DriverManager.getConnection(url(postgres.getPort(), ""));
        try (Statement statement = direct.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS t, parent CASCADE");
            statement.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        }
        InetSocketAddress upstream = new InetSocketAddress("127.0.0.1", postgres.getPort());
        link = Link.open("worker-1", upstream, new PostgresqlProtocol(), gate, listener);
    }

    @AfterEach
    void close() throws SQLException {
        link.close();
        direct.close();
        assertThat(listener.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "prepareThreshold=1",
                "prepareThreshold=-1",
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "binaryTransfer=false"
            })
    void seesAnAutocommittedInsert(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            insert(connection, 1);
        }

        assertThat(summaries())
                .containsExactly("request write durable t idle", "ack write durable t idle ok committed rows=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prepareThreshold=1", "prepareThreshold=5", "preferQueryMode=simple"})
    void seesEachUseOfAPreparedStatement(String options) throws SQLException {
        try (Connection connection = connect(options);
                PreparedStatement statement = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            for (int id = 0; id < 8; id++) {
                statement.setLong(1, id);
                statement.setString(2, "v");
                statement.executeUpdate();
            }
        }

        assertThat(summaries())
                .hasSize(16)
                .containsOnly("request write durable t idle", "ack write durable t idle ok committed rows=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "reWriteBatchedInserts=true", "prepareThreshold=1"})
    void seesAnAutocommittedBatch(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            insertBatch(connection, 0, 100, "v");
        }

        assertThat(summaries())
                .containsExactly("request write durable t idle", "ack write durable t idle ok committed rows=100");
        assertThat(visible()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "reWriteBatchedInserts=true", "prepareThreshold=1", "preferQueryMode=simple"})
    void followsABatchOfManyMegabytes(String options) throws SQLException {
        String value = "ä".repeat(4000);
        try (Connection connection = connect(options)) {
            insertBatch(connection, 0, 3000, value);
        }

        List<Passing> acks = acks();
        assertThat(acks.stream()
                        .mapToLong(ack -> Long.parseLong(ack.attributes().get(LinkAttributes.ROWS))))
                .satisfies(rows -> assertThat(
                                rows.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(3000));
        assertThat(acks).allMatch(ack -> is(ack, LinkAttributes.COMMITTED, "true"));
        assertThat(acks).hasSize(gate.passings().size() / 2);
        assertThat(visible()).isEqualTo(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prepareThreshold=1", "preferQueryMode=simple", "autosave=always"})
    void seesWritesAndTheCommitOfATransaction(String options) throws SQLException {
        try (Connection connection = connect(options)) {
            connection.setAutoCommit(false);
            count(connection);
            insert(connection, 1);
            insertBatch(connection, 10, 5, "v");
            connection.commit();
            count(connection);
            connection.commit();
        }

        List<String> writes = summaries().stream()
                .filter(text -> !text.contains("commit durable"))
                .toList();
        assertThat(writes.stream().filter(text -> text.startsWith("request")))
                .isNotEmpty()
                .allMatch(text -> text.equals("request write t open"));
        assertThat(writes.stream().filter(text -> text.startsWith("ack")))
                .isNotEmpty()
                .allMatch(text -> text.startsWith("ack write t open ok rows="));
        assertThat(summaries().stream().filter(text -> text.contains("commit durable")))
                .containsExactly("request commit durable t open", "ack commit durable t idle ok committed rows=0");
        assertThat(last().attributes()).containsEntry(LinkAttributes.TRANSACTION_ROWS, "6");
    }

    @Test
    void seesWritesThatAreRolledBackAndNoCommitOfNothing() throws SQLException {
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            connection.rollback();
            connection.commit();
        }

        assertThat(summaries()).containsExactly("request write t open", "ack write t open ok rows=1");
        assertThat(visible()).isZero();
    }

    @Test
    void seesAnErrorInAutocommit() throws SQLException {
        try (Connection connection = connect("")) {
            insert(connection, 1);
            assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(PSQLException.class);
        }

        assertThat(summaries().subList(2, 4))
                .containsExactly("request write durable t idle", "ack write durable t idle error rows=0");
        assertThat(last().attributes()).containsEntry(LinkAttributes.SQLSTATE, "23505");
    }

    @Test
    void aBatchWithAnErrorIsNotAccepted() throws SQLException {
        insert(direct, 3);
        try (Connection connection = connect("")) {
            assertThatThrownBy(() -> insertBatch(connection, 0, 10, "v")).isInstanceOf(SQLException.class);
        }

        assertThat(summaries())
                .containsExactly("request write durable t idle", "ack write durable t idle error rows=3");
        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void aDeferredConstraintFailsTheCommit() throws SQLException {
        execute(direct, "CREATE TABLE parent (id bigint PRIMARY KEY)");
        execute(direct, "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES parent DEFERRABLE INITIALLY DEFERRED");
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            assertThatThrownBy(connection::commit).isInstanceOf(PSQLException.class);
        }

        assertThat(summaries().subList(2, 4))
                .containsExactly("request commit durable t open", "ack commit durable t idle error rows=0");
        assertThat(last().attributes()).containsEntry(LinkAttributes.SQLSTATE, "23503");
    }

    @Test
    void aDeferredConstraintFailsTheSyncOfAnAutocommittedInsert() throws SQLException {
        execute(direct, "CREATE TABLE parent (id bigint PRIMARY KEY)");
        execute(direct, "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES parent DEFERRABLE INITIALLY DEFERRED");
        try (Connection connection = connect("")) {
            assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(PSQLException.class);
        }

        assertThat(last().attributes())
                .containsEntry(LinkAttributes.OUTCOME, "error")
                .containsEntry(LinkAttributes.COMMITTED, "false");
        assertThat(visible()).isZero();
    }

    @Test
    void aCommitOfAFailedTransactionIsARollback() throws SQLException {
        try (Connection connection = connect("raiseExceptionOnSilentRollback=false")) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(PSQLException.class);
            connection.commit();
        }

        assertThat(summaries())
                .containsExactly(
                        "request write t open",
                        "ack write t open ok rows=1",
                        "request write t open",
                        "ack write t failed error rows=0",
                        "request commit t failed",
                        "ack commit t idle error rows=0");
        assertThat(visible()).isZero();
    }

    @Test
    void seesPreparedTransactions() throws SQLException {
        try (Connection connection = connect("")) {
            execute(connection, "BEGIN");
            insert(connection, 1);
            execute(connection, "PREPARE TRANSACTION 'two-phase'");
            assertThat(visible()).isZero();
            execute(connection, "COMMIT PREPARED 'two-phase'");
        }

        assertThat(summaries())
                .containsExactly(
                        "request write t open",
                        "ack write t open ok rows=1",
                        "request commit durable  idle",
                        "ack commit durable  idle ok committed rows=0");
        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void seesStatementsThatShareAQuery() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple")) {
            execute(connection, "BEGIN; INSERT INTO t VALUES (1, ';'); COMMIT; DELETE FROM t; SELECT 1");
        }

        assertThat(summaries())
                .containsExactly(
                        "request write+commit durable t idle", "ack write+commit durable t idle ok committed rows=2");
    }

    @Test
    void seesACopy() throws Exception {
        try (Connection connection = connect("")) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t FROM STDIN", new StringReader(csv(20_000)));
            assertThatThrownBy(() -> connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY t FROM STDIN", new StringReader("x\ty\n")))
                    .isInstanceOf(PSQLException.class);
            CopyIn cancelled =
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
            cancelled.cancelCopy();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY t TO STDOUT", new StringWriter());
            insert(connection, -1);
        }

        assertThat(summaries())
                .contains("request write durable t idle", "ack write durable t idle ok committed rows=20000")
                .endsWith("request write durable t idle", "ack write durable t idle ok committed rows=1");
        assertThat(acks())
                .extracting(ack -> ack.attributes().get(LinkAttributes.SQLSTATE))
                .contains("22P02", "57014");
    }

    @Test
    void holdsTheEndOfACopy() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect("")) {
            CompletableFuture<Long> copied = async(() -> connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t FROM STDIN", new StringReader(csv(10))));
            hold.await();
            assertThat(visible()).isZero();
            hold.release(GateDecision.PROCEED);
            assertThat(TestGate.await(copied, "the copy")).isEqualTo(10);
        }
        assertThat(visible()).isEqualTo(10);
    }

    @Test
    void passesBigResultsAndCursors() throws SQLException {
        execute(direct, "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i");
        try (Connection connection = connect("")) {
            assertThat(readAll(connection, 0)).isEqualTo(20_000);
            connection.setAutoCommit(false);
            assertThat(readAll(connection, 700)).isEqualTo(20_000);
            connection.commit();
        }

        assertThat(gate.passings()).isEmpty();
    }

    @Test
    void withholdsTheRowsThatAnInsertReturns() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i RETURNING *")) {
            assertThat(rows.next()).isTrue();
        }

        assertThat(summaries())
                .containsExactly("request write durable t idle", "ack write durable t idle ok committed rows=20000");
    }

    @Test
    void passesACancel() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Boolean> sleeping = async(() -> statement.execute("SELECT pg_sleep(30)"));
            awaitActive("SELECT pg_sleep(30)");
            statement.cancel();
            assertThat(sleeping)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("canceling statement");
            insert(connection, 1);
        }
        assertThat(acks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preferQueryMode=simple"})
    void nothingIsWrittenWhileTheRequestIsHeld(String options) throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect(options)) {
            CompletableFuture<Boolean> inserted = async(() -> insert(connection, 1));
            assertThat(hold.await().attributes()).containsEntry(LinkAttributes.DURABLE, "true");
            assertThat(visible()).isZero();
            assertThat(inserted).isNotDone();

            hold.release(GateDecision.PROCEED);
            TestGate.await(inserted, "the insert");
        }
        assertThat(visible()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preferQueryMode=simple"})
    void theRowIsThereWhileTheAcknowledgementIsHeld(String options) throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        try (Connection connection = connect(options)) {
            CompletableFuture<Boolean> inserted = async(() -> insert(connection, 1));
            assertThat(hold.await().attributes()).containsEntry(LinkAttributes.COMMITTED, "true");
            assertThat(visible()).isEqualTo(1);
            assertThat(inserted).isNotDone();

            hold.release(GateDecision.PROCEED);
            TestGate.await(inserted, "the insert");
        }
    }

    @Test
    void aCommitIsDurableWhileItsAcknowledgementIsHeldAndNotWhileItsRequestIs() throws Exception {
        TestGate.Hold request = gate.hold(passing -> passing.point() == FaultPoint.TARGET_REQUEST && isCommit(passing));
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            insertBatch(connection, 0, 50, "v");
            CompletableFuture<Boolean> committed = async(() -> {
                connection.commit();
                return true;
            });
            request.await();
            assertThat(visible()).isZero();
            TestGate.Hold ack = gate.hold(passing -> passing.point() == FaultPoint.TARGET_ACK && isCommit(passing));
            request.release(GateDecision.PROCEED);
            ack.await();
            assertThat(visible()).isEqualTo(50);
            assertThat(committed).isNotDone();
            ack.release(GateDecision.PROCEED);
            TestGate.await(committed, "the commit");
        }
    }

    @Test
    void aDroppedRequestIsNeverWritten() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect("socketTimeout=1")) {
            hold.release(GateDecision.DROP);
            assertThatThrownBy(() -> insert(connection, 1)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
        listener.awaitClosed();
        assertThat(visible()).isZero();
        assertThat(acks()).isEmpty();
    }

    @Test
    void aDroppedAnswerIsWrittenButNeverHeardOf() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        try (Connection connection = connect("socketTimeout=1")) {
            hold.release(GateDecision.DROP);
            assertThatThrownBy(() -> insert(connection, 1)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void aCutRequestIsNeverWritten() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect("")) {
            hold.release(GateDecision.CUT);
            assertThatThrownBy(() -> insert(connection, 1)).hasMessageContaining("I/O error");
        }
        assertThat(listener.awaitClosed().end().by()).isEqualTo(LinkSide.LINK);
        assertThat(visible()).isZero();
    }

    @Test
    void aCutAnswerIsWritten() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        try (Connection connection = connect("")) {
            hold.release(GateDecision.CUT);
            assertThatThrownBy(() -> insert(connection, 1)).hasMessageContaining("I/O error");
        }
        assertThat(listener.awaitEnd().reason()).isEqualTo(EndReason.CUT);
        assertThat(visible()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prepareThreshold=1", "preferQueryMode=simple", "reWriteBatchedInserts=true"})
    void aRequestAnsweredInTheServersSteadIsNeverWrittenAndTheSessionGoesOn(String options) throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect(options)) {
            hold.release(BUSY);
            assertBusy(() -> insert(connection, 1));
            assertThat(visible()).isZero();
            insert(connection, 2);
        }
        assertThat(visible()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prepareThreshold=1", "preferQueryMode=simple"})
    void aCommitAnsweredInTheServersSteadRollsBackWhateverTheClientDoesNext(String options) throws Exception {
        try (Connection connection = connect(options)) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
            hold.release(BUSY);
            assertBusy(connection::commit);
            assertThatThrownBy(() -> insert(connection, 2)).hasMessageContaining("current transaction is aborted");
            // As with a real failure: a commit of a failed transaction rolls back.
            connection.commit();
            assertThat(last().attributes()).containsEntry(LinkAttributes.OUTCOME, LinkAttributes.ERROR);
            insert(connection, 3);
            connection.commit();
        }
        assertThat(ids()).containsExactly(3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "preferQueryMode=simple"})
    void anAnswerReplacedIsWrittenAndTheSessionGoesOn(String options) throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        try (Connection connection = connect(options)) {
            hold.release(BUSY);
            assertBusy(() -> insert(connection, 1));
            assertThat(visible()).isEqualTo(1);
            insert(connection, 2);
        }
        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void anAnswerReplacedInAnOpenTransactionEndsTheSessionAndItsTransaction() throws Exception {
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
            hold.release(BUSY);
            assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(SQLException.class);
            assertThat(connection.isValid(1)).isFalse();
        }
        listener.awaitClosed();
        assertThat(ids()).isEmpty();
    }

    @Test
    void aCopyAnsweredInTheServersSteadWritesNothingAndTheSessionGoesOn() throws Exception {
        try (Connection connection = connect("")) {
            TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
            hold.release(BUSY);
            assertBusy(() -> connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t FROM STDIN", new StringReader(csv(100))));
            assertThat(visible()).isZero();
            insert(connection, 1);
        }
        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void aConnectAnsweredIsRefusedWithTheError() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_CONNECT);
        hold.release(BUSY);
        assertBusy(() -> connect("").close());
        connect("").close();
    }

    @Test
    void aRequestCutInTheMiddleIsNeverWritten() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        try (Connection connection = connect("")) {
            hold.release(GateDecision.cutMidway(99));
            assertThatThrownBy(() -> insert(connection, 1)).hasMessageContaining("I/O error");
        }
        assertThat(listener.awaitClosed().bytesToTarget()).isPositive();
        assertThat(visible()).isZero();
    }

    @Test
    void anAnswerCutInTheMiddleIsWritten() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        try (Connection connection = connect("")) {
            hold.release(GateDecision.cutMidway(50));
            assertThatThrownBy(() -> insert(connection, 1)).hasMessageContaining("I/O error");
        }
        assertThat(visible()).isEqualTo(1);
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("too busy")
                .satisfies(e -> assertThat(sqlstate((SQLException) e)).isEqualTo("55P03"));
    }

    /** Of a batch, the error itself is the next one. */
    private static String sqlstate(SQLException e) {
        return e.getNextException() == null
                ? e.getSQLState()
                : e.getNextException().getSQLState();
    }

    private List<Long> ids() throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    @Test
    void aClientKilledWhileItsAnswerIsHeldIsToldAndItsRowStays() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_ACK);
        Process client = spawnClient();
        try {
            Passing held = hold.await();
            client.destroyForcibly();

            ConnectionEnded end = listener.awaitEnd();
            assertThat(end.by()).isEqualTo(LinkSide.CLIENT);
            assertThat(end.held()).containsExactly(held);
            assertThat(visible()).isEqualTo(1);
            hold.release(GateDecision.PROCEED);
            listener.awaitClosed();
        } finally {
            client.destroyForcibly().waitFor();
        }
        assertThat(visible()).isEqualTo(1);
    }

    @Test
    void aClientKilledWhileItsRequestIsHeldIsToldAndItsRowCanStillBeKeptOut() throws Exception {
        TestGate.Hold hold = gate.hold(FaultPoint.TARGET_REQUEST);
        Process client = spawnClient();
        try {
            Passing held = hold.await();
            client.destroyForcibly();

            assertThat(listener.awaitEnd().held()).containsExactly(held);
            hold.release(GateDecision.DROP);
            listener.awaitClosed();
        } finally {
            client.destroyForcibly().waitFor();
        }
        assertThat(visible()).isZero();
    }

    /** A client process that inserts one row through the link. */
    public static final class Client {
        private Client() {}

        public static void main(String[] args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(args[0])) {
                insert(connection, 1);
            }
        }
    }

    private Process spawnClient() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Client.class.getName(),
                        url(link.port(), ""))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Connection connect(String options) throws SQLException {
        Connection connection = DriverManager.getConnection(url(link.port(), options));
        gate.clear();
        return connection;
    }

    private static String url(int port, String options) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&" + options;
    }

    private static boolean insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            statement.setLong(1, id);
            statement.setString(2, "v");
            return statement.executeUpdate() == 1;
        }
    }

    private static void insertBatch(Connection connection, long from, int count, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            for (long id = from; id < from + count; id++) {
                statement.setLong(1, id);
                statement.setString(2, value);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int readAll(Connection connection, int fetchSize) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        }
    }

    private long visible() throws SQLException {
        return count(direct);
    }

    private void awaitActive(String sql) throws SQLException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        try (PreparedStatement statement =
                direct.prepareStatement("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = ?")) {
            statement.setString(1, sql);
            long active = 0;
            while (active == 0 && System.nanoTime() < deadline) {
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    active = rows.getLong(1);
                }
            }
            assertThat(active).as("sessions that execute " + sql).isEqualTo(1);
        }
    }

    private static String csv(int rows) {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < rows; id++) {
            text.append(id).append("\tvalue ").append(id).append('\n');
        }
        return text.toString();
    }

    private List<Passing> acks() {
        return gate.passings().stream()
                .filter(passing -> passing.point() == FaultPoint.TARGET_ACK)
                .toList();
    }

    private Passing last() {
        return gate.passings().get(gate.passings().size() - 1);
    }

    private static boolean isCommit(Passing passing) {
        return is(passing, LinkAttributes.KIND, "commit");
    }

    private static boolean is(Passing passing, String attribute, String value) {
        return value.equals(passing.attributes().get(attribute));
    }

    private List<String> summaries() {
        return gate.passings().stream().map(PostgresqlLinkIT::summary).toList();
    }

    private static String summary(Passing passing) {
        Stream<String> request = Stream.of(
                passing.point() == FaultPoint.TARGET_REQUEST ? "request" : "ack",
                passing.attributes().get(LinkAttributes.KIND),
                is(passing, LinkAttributes.DURABLE, "true") ? "durable" : null,
                passing.attributes().get(LinkAttributes.TABLES),
                passing.attributes().get(LinkAttributes.TRANSACTION));
        Stream<String> ack = passing.point() == FaultPoint.TARGET_REQUEST
                ? Stream.of()
                : Stream.of(
                        passing.attributes().get(LinkAttributes.OUTCOME),
                        is(passing, LinkAttributes.COMMITTED, "true") ? "committed" : null,
                        "rows=" + passing.attributes().get(LinkAttributes.ROWS));
        return String.join(
                " ", Stream.concat(request, ack).filter(Objects::nonNull).toList());
    }

    private interface Work<T> {
        T work() throws Exception;
    }

    private static <T> CompletableFuture<T> async(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.work();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
