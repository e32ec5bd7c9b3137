package dev.sinkproof.link.postgresql;

import static dev.sinkproof.link.postgresql.Messages.BIND_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.COPY_DONE;
import static dev.sinkproof.link.postgresql.Messages.COPY_IN_RESPONSE;
import static dev.sinkproof.link.postgresql.Messages.FLUSH;
import static dev.sinkproof.link.postgresql.Messages.NO_DATA;
import static dev.sinkproof.link.postgresql.Messages.PARSE_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.SYNC;
import static dev.sinkproof.link.postgresql.Messages.all;
import static dev.sinkproof.link.postgresql.Messages.bind;
import static dev.sinkproof.link.postgresql.Messages.complete;
import static dev.sinkproof.link.postgresql.Messages.copyData;
import static dev.sinkproof.link.postgresql.Messages.describe;
import static dev.sinkproof.link.postgresql.Messages.error;
import static dev.sinkproof.link.postgresql.Messages.execute;
import static dev.sinkproof.link.postgresql.Messages.parse;
import static dev.sinkproof.link.postgresql.Messages.query;
import static dev.sinkproof.link.postgresql.Messages.ready;
import static dev.sinkproof.link.postgresql.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sinkproof.link.LinkAttributes;
import dev.sinkproof.link.postgresql.Conversation.Stop;
import dev.sinkproof.model.FaultPoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresqlProtocolTest {
    private static final byte[] INSERT =
            all(parse("", "INSERT INTO t VALUES ($1)"), bind("", ""), describe(""), execute(""), SYNC);
    private static final byte[] INSERTED =
            all(PARSE_COMPLETE, BIND_COMPLETE, NO_DATA, complete("INSERT 0 1"), ready('I'));

    @Test
    void stopsAnAutocommittedInsertTwice() {
        Conversation conversation = Conversation.begun().client(INSERT).server(INSERTED);

        assertThat(conversation.stops)
                .extracting(Stop::point)
                .containsExactly(FaultPoint.TARGET_REQUEST, FaultPoint.TARGET_ACK);
        assertThat(conversation.stop(0).attributes())
                .isEqualTo(Map.of(
                        LinkAttributes.CYCLE, "1",
                        LinkAttributes.KIND, "write",
                        LinkAttributes.DURABLE, "true",
                        LinkAttributes.TABLES, "t",
                        LinkAttributes.SQL, "insert",
                        LinkAttributes.STATEMENTS, "1",
                        LinkAttributes.TRANSACTION, "idle",
                        LinkAttributes.WITHHELD, "all"));
        assertThat(conversation.stop(1).attributes())
                .containsOnly(
                        entry(LinkAttributes.CYCLE, "1"),
                        entry(LinkAttributes.KIND, "write"),
                        entry(LinkAttributes.DURABLE, "true"),
                        entry(LinkAttributes.COMMITTED, "true"),
                        entry(LinkAttributes.TABLES, "t"),
                        entry(LinkAttributes.SQL, "insert"),
                        entry(LinkAttributes.STATEMENTS, "1"),
                        entry(LinkAttributes.OUTCOME, "ok"),
                        entry(LinkAttributes.ROWS, "1"),
                        entry(LinkAttributes.TRANSACTION_ROWS, "1"),
                        entry(LinkAttributes.TRANSACTION, "idle"),
                        entry(LinkAttributes.WITHHELD, "all"));
        assertAllForwarded(conversation);
    }

    @Test
    void forwardsNothingOfARequestBeforeItPasses() {
        Conversation conversation = Conversation.begun().client(INSERT);

        assertThat(conversation.stop(0).toTarget()).isEqualTo(Messages.startup().length);
    }

    @Test
    void withholdsTheAnswerFromTheFirstCompletedStatementOn() {
        Conversation conversation = Conversation.begun().client(INSERT).server(INSERTED);

        assertThat(conversation.stop(1).toClient())
                .isEqualTo(all(Messages.authenticationOk(), ready('I'), PARSE_COMPLETE, BIND_COMPLETE, NO_DATA).length);
    }

    @Test
    void tellsTheCommitThatMakesATransactionDurable() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "BEGIN"), bind("", ""), execute(""), INSERT)
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("BEGIN"), PARSE_COMPLETE, BIND_COMPLETE, NO_DATA)
                .server(complete("INSERT 0 1"), ready('T'))
                .client(query("SELECT 1"))
                .server(row(10), complete("SELECT 1"), ready('T'))
                .client(parse("S_1", "COMMIT"), bind("", "S_1"), execute(""), SYNC)
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("COMMIT"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write durable=false t idle",
                        "target.ack 1 write durable=false t open ok rows=1",
                        "target.request 3 commit durable=true t open",
                        "target.ack 3 commit durable=true t idle ok rows=0");
        assertThat(conversation.stop(3).attribute(LinkAttributes.TRANSACTION_ROWS))
                .isEqualTo("1");
        assertAllForwarded(conversation);
    }

    /** PostgreSQL's own driver does so when it cannot encode a parameter of the statement after BEGIN. */
    @Test
    void followsASimpleQueryThatComesInsteadOfASync() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "BEGIN"), bind("", ""), execute(""), parse("S_1", "INSERT INTO t VALUES ($1)"))
                .client(query("ROLLBACK"))
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("BEGIN"), PARSE_COMPLETE)
                .server(complete("ROLLBACK"), ready('I'))
                .client(INSERT)
                .server(INSERTED);

        assertThat(conversation.problems).isEmpty();
        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 2 write durable=true t idle",
                        "target.ack 2 write durable=true t idle ok rows=1");
        assertAllForwarded(conversation);
    }

    @Test
    void holdsAWriteThatASimpleQueryCommitsWithoutASyncBetweenThem() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "BEGIN"), bind("", ""), execute(""))
                .client(parse("", "INSERT INTO t VALUES ($1)"), bind("", ""), execute(""))
                .client(query("COMMIT"))
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("BEGIN"), PARSE_COMPLETE, BIND_COMPLETE)
                .server(complete("INSERT 0 1"), complete("COMMIT"), ready('I'));

        assertThat(conversation.problems).isEmpty();
        assertThat(conversation.stops)
                .extracting(Stop::point)
                .containsExactly(FaultPoint.TARGET_REQUEST, FaultPoint.TARGET_ACK);
        assertThat(conversation.stop(0).attribute(LinkAttributes.DURABLE)).isEqualTo("true");
        assertThat(conversation.stop(1).attribute(LinkAttributes.COMMITTED)).isEqualTo("true");
        assertAllForwarded(conversation);
    }

    /** The server skips what follows an error up to the next Sync; so from here on it is not known which answer belongs to what. */
    @Test
    void saysThatItLosesTrackWhenAnExtendedQueryFailsBeforeASimpleOne() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "BEGIN"), bind("", ""), execute(""), parse("S_1", "INSERT INTO missing VALUES ($1)"))
                .client(query("ROLLBACK"))
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("BEGIN"), error("42P01"));

        assertThat(conversation.problems).hasSize(1);
        assertThat(conversation.problems.get(0)).contains("without Sync");
        assertAllForwarded(conversation);
    }

    @Test
    void passesReadsAndDdlAndEmptyTransactions() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN; SELECT 1; CREATE TABLE x (a int); COMMIT"))
                .server(complete("BEGIN"), row(1), complete("SELECT 1"), complete("CREATE TABLE"), complete("COMMIT"))
                .server(ready('I'))
                .client(SYNC, query(""))
                .server(ready('I'), Messages.message('I'), ready('I'));

        assertThat(conversation.stops).isEmpty();
        assertAllForwarded(conversation);
    }

    @Test
    void followsSimpleQueriesThatAreSentBeforeTheAnswers() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN"), query("INSERT INTO t VALUES (1)"), query("COMMIT"), query("DELETE FROM u"))
                .server(complete("BEGIN"), ready('T'), complete("INSERT 0 1"), ready('T'))
                .server(complete("COMMIT"), ready('I'), complete("DELETE 7"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 2 write durable=false t open",
                        "target.request 3 commit durable=true t open",
                        "target.request 4 write durable=true u idle",
                        "target.ack 2 write durable=false t open ok rows=1",
                        "target.ack 3 commit durable=true t idle ok rows=0",
                        "target.ack 4 write durable=true u idle ok rows=7");
    }

    @Test
    void countsTheRowsOfABatchThatUsesAPreparedStatement() {
        Conversation conversation = Conversation.begun()
                .client(parse("S_1", "UPDATE t SET a = $1"), SYNC)
                .server(PARSE_COMPLETE, ready('I'))
                .client(bind("", "S_1"), execute(""), bind("", "S_1"), execute(""), bind("", "S_1"), execute(""), SYNC)
                .server(BIND_COMPLETE, complete("UPDATE 2"), BIND_COMPLETE, complete("UPDATE 0"))
                .server(BIND_COMPLETE, complete("UPDATE 3"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 2 write durable=true t idle",
                        "target.ack 2 write durable=true t idle ok rows=5");
        assertThat(conversation.stop(0).attribute(LinkAttributes.STATEMENTS)).isEqualTo("3");
    }

    @Test
    void marksAnErrorAndItsCode() {
        Conversation conversation = Conversation.begun()
                .client(INSERT)
                .server(PARSE_COMPLETE, BIND_COMPLETE, NO_DATA, error("23505"), ready('I'));

        Stop ack = conversation.stop(1);
        assertThat(summary(ack)).isEqualTo("target.ack 1 write durable=true t idle error rows=0");
        assertThat(ack.attribute(LinkAttributes.SQLSTATE)).isEqualTo("23505");
        assertThat(ack.attribute(LinkAttributes.COMMITTED)).isEqualTo("false");
        assertAllForwarded(conversation);
    }

    @Test
    void anErrorAtSyncRefusesWhatWasCompleted() {
        Conversation conversation = Conversation.begun()
                .client(INSERT)
                .server(PARSE_COMPLETE, BIND_COMPLETE, NO_DATA, complete("INSERT 0 1"), error("23503"), ready('I'));

        assertThat(summary(conversation.stop(1))).isEqualTo("target.ack 1 write durable=true t idle error rows=1");
        assertThat(conversation.stop(1).attribute(LinkAttributes.COMMITTED)).isEqualTo("false");
    }

    @Test
    void aCommitAnsweredByRollbackIsNotOk() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN"), query("INSERT INTO t VALUES (1)"), query("INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), ready('T'), complete("INSERT 0 1"), ready('T'), error("23505"), ready('E'))
                .client(query("COMMIT"))
                .server(complete("ROLLBACK"), ready('I'));

        assertThat(conversation.stops.stream().skip(4).map(PostgresqlProtocolTest::summary))
                .containsExactly(
                        "target.request 4 commit durable=false t failed",
                        "target.ack 4 commit durable=false t idle error rows=0");
        assertThat(conversation.stop(5).attribute(LinkAttributes.COMMITTED)).isEqualTo("false");
    }

    @Test
    void forgetsWhatWasRolledBack() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN; INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), complete("INSERT 0 1"), ready('T'))
                .client(query("ROLLBACK"))
                .server(complete("ROLLBACK"), ready('I'))
                .client(query("BEGIN; COMMIT"))
                .server(complete("BEGIN"), complete("COMMIT"), ready('I'));

        assertThat(conversation.stops).hasSize(2);
    }

    @Test
    void aRollbackToASavepointDoesNotForget() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN; INSERT INTO t VALUES (1); SAVEPOINT a; ROLLBACK TO a; COMMIT"))
                .server(complete("BEGIN"), complete("INSERT 0 1"), complete("SAVEPOINT"), complete("ROLLBACK"))
                .server(complete("COMMIT"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write+commit durable=true t idle",
                        "target.ack 1 write+commit durable=true t idle ok rows=1");
    }

    @Test
    void learnsFromTheTagThatAnUnknownStatementWrote() {
        Conversation conversation =
                Conversation.begun().client(query("EXECUTE p(1)")).server(complete("INSERT 0 1"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly("target.ack 1 write durable=true  idle ok rows=1");
    }

    @Test
    void stopsACopyBeforeItsLastMessage() {
        Conversation conversation = Conversation.begun()
                .client(query("COPY t FROM STDIN"))
                .server(COPY_IN_RESPONSE)
                .client(copyData("1\n"), copyData("2\n"));
        assertThat(conversation.stops).isEmpty();
        assertAllForwarded(conversation);

        conversation.client(COPY_DONE).server(complete("COPY 2"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write durable=true t idle",
                        "target.ack 1 write durable=true t idle ok rows=2");
        assertThat(conversation.stop(0).toTarget()).isEqualTo(conversation.sentByClient().length - COPY_DONE.length);
    }

    @Test
    void followsACopyOfTheExtendedProtocolWhoseFirstSyncIsIgnored() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "COPY t FROM STDIN"), bind("", ""), execute(""), SYNC)
                .server(PARSE_COMPLETE, BIND_COMPLETE, COPY_IN_RESPONSE)
                .client(copyData("1\n"), COPY_DONE, SYNC)
                .server(complete("COPY 1"), ready('I'))
                .client(INSERT)
                .server(INSERTED);

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write durable=true t idle",
                        "target.ack 1 write durable=true t idle ok rows=1",
                        "target.request 2 write durable=true t idle",
                        "target.ack 2 write durable=true t idle ok rows=1");
        assertThat(conversation.problems).isEmpty();
        assertAllForwarded(conversation);
    }

    @Test
    void followsACopyThatTheServerOrTheClientGivesUp() {
        Conversation conversation = Conversation.begun()
                .client(query("COPY t FROM STDIN"))
                .server(COPY_IN_RESPONSE)
                .client(copyData("x\n"))
                .server(error("22P02"), ready('I'))
                .client(copyData("y\n"), COPY_DONE)
                .client(query("COPY t FROM STDIN"))
                .server(COPY_IN_RESPONSE)
                .client(copyData("z\n"), Messages.copyFail())
                .server(error("57014"), ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.ack 1 write durable=true t idle error rows=0",
                        "target.ack 2 write durable=true t idle error rows=0");
        assertAllForwarded(conversation);
    }

    @Test
    void givesOutWhatTheClientFlushesAndStopsBeforeSync() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "INSERT INTO t VALUES (1)"), bind("", ""), execute(""), FLUSH)
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("INSERT 0 1"));
        assertThat(conversation.stops).isEmpty();
        assertAllForwarded(conversation);

        conversation.client(SYNC).server(ready('I'));

        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write durable=true t idle",
                        "target.ack 1 write durable=true t idle ok rows=1");
        assertThat(conversation.stops)
                .extracting(stop -> stop.attribute("withheld"))
                .containsOnly("tail");
        assertThat(conversation.stop(0).toTarget()).isEqualTo(conversation.sentByClient().length - SYNC.length);
        assertThat(conversation.stop(1).toClient()).isEqualTo(conversation.sentByServer().length - ready('I').length);
    }

    @Test
    void stopsAFlushedCommitAtOnce() {
        Conversation conversation = Conversation.begun()
                .client(query("BEGIN; INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), complete("INSERT 0 1"), ready('T'))
                .client(parse("", "COMMIT"), bind("", ""), execute(""), FLUSH)
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("COMMIT"));

        assertThat(conversation.stops.stream().skip(2).map(PostgresqlProtocolTest::summary))
                .containsExactly(
                        "target.request 2 commit durable=true t open",
                        "target.ack 2 commit durable=true t idle ok rows=0");

        conversation.client(SYNC).server(ready('I'));

        assertThat(conversation.stops).hasSize(4);
        assertAllForwarded(conversation);
    }

    @Test
    void forwardsTheFirstPartOfARequestBeyondTheLimit() {
        byte[] big = bind("", "", new byte[300]);
        Conversation conversation = new Conversation(() -> 100, 1000)
                .begin()
                .client(parse("", "INSERT INTO t VALUES ($1)"))
                .client(big, execute(""), big, execute(""), big, execute(""), big, execute(""), SYNC);

        assertThat(conversation.stops).hasSize(1);
        assertThat(conversation.stop(0).attribute(LinkAttributes.WITHHELD)).isEqualTo("tail");
        assertThat(conversation.stop(0).attribute(LinkAttributes.DURABLE)).isEqualTo("true");
        assertThat(conversation.sentByClient().length - conversation.stop(0).toTarget())
                .isBetween(SYNC.length, 1000);
        assertAllForwarded(conversation);
    }

    @Test
    void neverForwardsTheEndOfAHugeQueryBeforeItPasses() {
        String sql = "INSERT INTO t VALUES ('" + "x".repeat(5000) + "')";
        Conversation conversation = new Conversation(() -> 100, 1000).begin().client(query(sql));

        assertThat(conversation.stop(0).attribute(LinkAttributes.WITHHELD)).isEqualTo("all");
        assertThat(conversation.stop(0).toTarget()).isLessThan(conversation.sentByClient().length);
        assertAllForwarded(conversation);
    }

    @Test
    void stopsACommitAmongWhatExceedsTheLimit() {
        byte[] big = bind("", "S_1", new byte[2000]);
        Conversation conversation = new Conversation(() -> 100, 1000)
                .begin()
                .client(query("BEGIN; INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), complete("INSERT 0 1"), ready('T'));
        int before = conversation.sentByClient().length;
        conversation.client(parse("", "COMMIT"), bind("", ""), execute(""), parse("S_1", "SELECT $1"), big, SYNC);

        assertThat(conversation.stop(2).toTarget()).isEqualTo(before);
        assertThat(conversation.stops).hasSize(3);
        assertAllForwarded(conversation);
    }

    @Test
    void givesOutTheFirstPartOfAnAnswerBeyondTheLimit() {
        Conversation conversation = new Conversation(() -> 100, 1000)
                .begin()
                .client(query("INSERT INTO t VALUES (1); SELECT * FROM big"))
                .server(complete("INSERT 0 1"), row(5000), complete("SELECT 1"), ready('I'));

        assertThat(conversation.stop(1).attribute(LinkAttributes.WITHHELD)).isEqualTo("tail");
        assertThat(conversation.stop(1).toClient()).isLessThan(conversation.sentByServer().length);
        assertAllForwarded(conversation);
    }

    @Test
    void dropsARequestWithoutATrace() {
        Conversation conversation = Conversation.begun()
                .dropping(stop -> stop.attribute(LinkAttributes.CYCLE).equals("1"))
                .client(INSERT)
                .client(query("DELETE FROM u"))
                .server(complete("DELETE 1"), ready('I'));

        assertThat(conversation.toTarget.forwarded()).isEqualTo(all(Messages.startup(), query("DELETE FROM u")));
        assertThat(conversation.stops)
                .extracting(PostgresqlProtocolTest::summary)
                .containsExactly(
                        "target.request 1 write durable=true t idle",
                        "target.request 2 write durable=true u idle",
                        "target.ack 2 write durable=true u idle ok rows=1");
    }

    @Test
    void swallowsAllThatFollowsAHalfForwardedRequestThatIsDropped() {
        Conversation conversation = new Conversation(() -> 100, 1000)
                .begin()
                .dropping(stop -> true)
                .client(query("INSERT INTO t VALUES ('" + "x".repeat(5000) + "')"));
        int forwarded = conversation.toTarget.forwarded().length;

        conversation.client(query("DELETE FROM t")).clientEnds();

        assertThat(conversation.toTarget.forwarded()).hasSize(forwarded);
        assertThat(conversation.stops).hasSize(1);
    }

    @Test
    void dropsAnAnswerFromTheFirstCompletedStatementOn() {
        Conversation conversation = Conversation.begun()
                .dropping(stop -> stop.point() == FaultPoint.TARGET_ACK)
                .client(INSERT)
                .server(INSERTED)
                .client(query("SELECT 1"))
                .server(complete("SELECT 1"), ready('I'));

        assertThat(conversation.toClient.forwarded())
                .isEqualTo(all(
                        Messages.authenticationOk(),
                        ready('I'),
                        PARSE_COMPLETE,
                        BIND_COMPLETE,
                        NO_DATA,
                        complete("SELECT 1"),
                        ready('I')));
    }

    @Test
    void answersThatThereIsNoEncryption() {
        Conversation conversation = new Conversation().client(Messages.sslRequest());
        assertThat(conversation.toTarget.replied()).containsExactly('N');
        assertThat(conversation.toTarget.forwarded()).isEmpty();

        conversation.begin();

        assertThat(conversation.toTarget.forwarded()).isEqualTo(Messages.startup());
        assertThat(conversation.problems).isEmpty();
    }

    @Test
    void passesACancelRequest() {
        Conversation conversation = new Conversation().client(Messages.cancelRequest());

        assertAllForwarded(conversation);
        assertThat(conversation.problems).isEmpty();
    }

    @Test
    void passesWhatItDoesNotUnderstandAndSaysSoOnce() {
        Conversation conversation = Conversation.begun()
                .client(all(parse("", "INSERT INTO t VALUES (1)"), bind("", "")))
                .client(new byte[] {0x16, 3, 1, 2, 3, 4, 5})
                .server(new byte[] {0x16, 3, 1, 2, 3})
                .client(INSERT)
                .server(INSERTED);

        assertThat(conversation.problems).hasSize(1);
        assertThat(conversation.problems.get(0)).contains("The client sent", "type 22");
        assertThat(conversation.stops).isEmpty();
        assertAllForwarded(conversation);
    }

    @Test
    void passesOtherProtocolVersions() {
        Conversation conversation =
                new Conversation().client(Messages.packet(2 << 16, new byte[20]), new byte[] {1, 2});

        assertThat(conversation.problems).hasSize(1);
        assertAllForwarded(conversation);
    }

    @Test
    void saysWhenAnswersAndRequestsDoNotMatch() {
        Conversation conversation = Conversation.begun().server(ready('I'));

        assertThat(conversation.problems).hasSize(1);
        assertThat(conversation.problems.get(0)).contains("ReadyForQuery without a request");
        assertAllForwarded(conversation);
    }

    @Test
    void givesOutTheUnfinishedWhenASideEnds() {
        Conversation conversation = Conversation.begun()
                .client(parse("", "INSERT INTO t VALUES (1)"), bind("", ""), new byte[] {'E', 0})
                .clientEnds()
                .server(PARSE_COMPLETE, new byte[] {'C', 0, 0, 0, 20, 'I'})
                .serverEnds();

        assertAllForwarded(conversation);
        assertThat(conversation.stops).isEmpty();
    }

    private static void assertAllForwarded(Conversation conversation) {
        assertThat(conversation.toTarget.forwarded()).isEqualTo(conversation.sentByClient());
        assertThat(conversation.toClient.forwarded()).isEqualTo(conversation.sentByServer());
    }

    private static String summary(Stop stop) {
        String request = String.join(
                " ",
                stop.point().id(),
                stop.attribute(LinkAttributes.CYCLE),
                stop.attribute(LinkAttributes.KIND),
                "durable=" + stop.attribute(LinkAttributes.DURABLE),
                stop.attribute(LinkAttributes.TABLES),
                stop.attribute(LinkAttributes.TRANSACTION));
        return stop.point() == FaultPoint.TARGET_REQUEST
                ? request
                : request + " " + stop.attribute(LinkAttributes.OUTCOME) + " rows="
                        + stop.attribute(LinkAttributes.ROWS);
    }
}
