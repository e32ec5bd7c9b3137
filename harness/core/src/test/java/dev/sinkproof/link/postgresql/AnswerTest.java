package dev.sinkproof.link.postgresql;

import static dev.sinkproof.link.postgresql.Messages.BIND_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.COPY_DONE;
import static dev.sinkproof.link.postgresql.Messages.COPY_IN_RESPONSE;
import static dev.sinkproof.link.postgresql.Messages.FLUSH;
import static dev.sinkproof.link.postgresql.Messages.PARSE_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.SYNC;
import static dev.sinkproof.link.postgresql.Messages.all;
import static dev.sinkproof.link.postgresql.Messages.bind;
import static dev.sinkproof.link.postgresql.Messages.complete;
import static dev.sinkproof.link.postgresql.Messages.copyData;
import static dev.sinkproof.link.postgresql.Messages.error;
import static dev.sinkproof.link.postgresql.Messages.execute;
import static dev.sinkproof.link.postgresql.Messages.parse;
import static dev.sinkproof.link.postgresql.Messages.query;
import static dev.sinkproof.link.postgresql.Messages.ready;
import static dev.sinkproof.link.postgresql.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.model.FaultPoint;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each side gets when a request is answered in the server's stead, or cut in the middle. */
class AnswerTest {
    private static final GateDecision BUSY =
            GateDecision.answer(Map.of(LinkAnswers.SQLSTATE, "55P03", LinkAnswers.MESSAGE, "busy"));
    private static final byte[] BUSY_ERROR =
            Messages.message('E', text("SERROR"), text("VERROR"), text("C55P03"), text("Mbusy"), new byte[1]);
    private static final byte[] BUSY_FATAL =
            Messages.message('E', text("SFATAL"), text("VFATAL"), text("C55P03"), text("Mbusy"), new byte[1]);
    private static final byte[] INSERT = all(parse("", "INSERT INTO t VALUES ($1)"), bind("", ""), execute(""), SYNC);
    private static final byte[] BEGUN = all(Messages.authenticationOk(), ready('I'));

    private final Conversation conversation = Conversation.begun();

    @Test
    void aRequestIsReplacedByOneThatFailsAndTheErrorByOurs() {
        conversation.deciding(FaultPoint.TARGET_REQUEST, BUSY).client(INSERT).server(error("42601"), ready('I'));

        assertThat(toTarget()).isEqualTo(all(Messages.startup(), Sabotage.QUERY));
        assertThat(toClient()).isEqualTo(all(BEGUN, BUSY_ERROR, ready('I')));
        assertThat(conversation.stops).hasSize(1);
    }

    @Test
    void whatFollowsIsFollowedAgain() {
        conversation
                .deciding(stop -> stop.attribute("cycle").equals("1") ? BUSY : GateDecision.PROCEED)
                .client(query("INSERT INTO t VALUES (1)"), query("INSERT INTO t VALUES (2)"))
                .server(error("42601"), ready('I'), complete("INSERT 0 1"), ready('I'));

        assertThat(toTarget()).isEqualTo(all(Messages.startup(), Sabotage.QUERY, query("INSERT INTO t VALUES (2)")));
        assertThat(toClient()).isEqualTo(all(BEGUN, BUSY_ERROR, ready('I'), complete("INSERT 0 1"), ready('I')));
        assertThat(conversation.stops)
                .extracting(stop -> stop.point() + " " + stop.attribute("cycle"))
                .containsExactly("TARGET_REQUEST 1", "TARGET_REQUEST 2", "TARGET_ACK 2");
    }

    @Test
    void anAnswerWaitsForThoseBeforeIt() {
        conversation
                .deciding(FaultPoint.TARGET_REQUEST, BUSY)
                .client(query("SELECT 1"), INSERT, query("SELECT 2"))
                .server(complete("SELECT 1"), ready('I'), error("42601"), ready('I'), complete("SELECT 2"), ready('I'));

        assertThat(toClient())
                .isEqualTo(all(
                        BEGUN,
                        complete("SELECT 1"),
                        ready('I'),
                        BUSY_ERROR,
                        ready('I'),
                        complete("SELECT 2"),
                        ready('I')));
    }

    @Test
    void anOpenTransactionReallyFailsAndItsCommitWritesNothing() {
        conversation
                .client(query("BEGIN"), query("INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), ready('T'), complete("INSERT 0 1"), ready('T'))
                .deciding(FaultPoint.TARGET_REQUEST, BUSY)
                .client(query("COMMIT"))
                .server(error("42601"), ready('E'));

        assertThat(conversation.stops).hasSize(3);
        assertThat(toClient()).endsWith(all(BUSY_ERROR, ready('E')));
    }

    @Test
    void theRestOfAFlushedRequestIsSkippedByTheServer() {
        conversation
                .deciding(FaultPoint.TARGET_REQUEST, BUSY)
                .client(parse("", "INSERT INTO t VALUES ($1)"), FLUSH)
                .server(PARSE_COMPLETE)
                .client(bind("", ""), execute(""), SYNC)
                .server(error("42601"), ready('I'));

        assertThat(toTarget())
                .isEqualTo(
                        all(Messages.startup(), parse("", "INSERT INTO t VALUES ($1)"), FLUSH, Sabotage.PARSE, SYNC));
        assertThat(toClient()).isEqualTo(all(BEGUN, PARSE_COMPLETE, BUSY_ERROR, ready('I')));
    }

    @Test
    void aFlushedCommitIsAnsweredBeforeItsSync() {
        conversation
                .client(query("BEGIN"), query("INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), ready('T'), complete("INSERT 0 1"), ready('T'))
                .deciding(FaultPoint.TARGET_REQUEST, BUSY)
                .client(parse("", "COMMIT"), bind("", ""), execute(""), FLUSH)
                .server(error("42601"))
                .client(execute(""), SYNC)
                .server(ready('E'));

        assertThat(toTarget()).endsWith(all(query("INSERT INTO t VALUES (1)"), Sabotage.PARSE, SYNC));
        assertThat(toClient()).endsWith(all(ready('T'), BUSY_ERROR, ready('E')));
    }

    @Test
    void aCopyFails() {
        conversation
                .deciding(FaultPoint.TARGET_REQUEST, BUSY)
                .client(query("COPY t FROM STDIN"))
                .server(COPY_IN_RESPONSE)
                .client(copyData("1\n"), COPY_DONE)
                .server(error("57014"), ready('I'));

        assertThat(toTarget())
                .isEqualTo(all(Messages.startup(), query("COPY t FROM STDIN"), copyData("1\n"), Sabotage.COPY_FAIL));
        assertThat(toClient()).isEqualTo(all(BEGUN, COPY_IN_RESPONSE, BUSY_ERROR, ready('I')));
    }

    @Test
    void anAnswerIsThrownAwayAndReplaced() {
        conversation
                .deciding(FaultPoint.TARGET_ACK, BUSY)
                .client(INSERT)
                .server(PARSE_COMPLETE, BIND_COMPLETE, complete("INSERT 0 1"), ready('I'));

        assertThat(toTarget()).isEqualTo(all(Messages.startup(), INSERT));
        assertThat(toClient()).isEqualTo(all(BEGUN, PARSE_COMPLETE, BIND_COMPLETE, BUSY_ERROR, ready('I')));
        assertThat(conversation.cut).isFalse();
    }

    @Test
    void inAnOpenTransactionItIsFatalRatherThanALie() {
        conversation
                .deciding(FaultPoint.TARGET_ACK, BUSY)
                .client(query("BEGIN; INSERT INTO t VALUES (1)"))
                .server(complete("BEGIN"), complete("INSERT 0 1"), ready('T'));

        assertThat(toClient()).isEqualTo(all(BEGUN, BUSY_FATAL));
        assertThat(conversation.cut).isTrue();
    }

    @Test
    void aFatalAnswerClosesTheConnection() {
        GateDecision fatal = GateDecision.answer(Map.of(
                LinkAnswers.SQLSTATE, "55P03", LinkAnswers.MESSAGE, "busy", LinkAnswers.SEVERITY, LinkAnswers.FATAL));
        conversation.deciding(FaultPoint.TARGET_REQUEST, fatal).client(INSERT).server(error("42601"), ready('I'));

        assertThat(toClient()).isEqualTo(all(BEGUN, BUSY_FATAL));
        assertThat(conversation.cut).isTrue();
    }

    @Test
    void cutsARequestInTheMiddle() {
        conversation
                .deciding(FaultPoint.TARGET_REQUEST, GateDecision.cutMidway(50))
                .client(INSERT);

        assertThat(toTarget()).isEqualTo(all(Messages.startup(), Arrays.copyOf(INSERT, INSERT.length / 2)));
        assertThat(conversation.cut).isTrue();
    }

    @Test
    void cutsAnAnswerInTheMiddle() {
        byte[] withheld = all(complete("INSERT 0 1"), ready('I'));
        conversation
                .deciding(FaultPoint.TARGET_ACK, GateDecision.cutMidway(90))
                .client(INSERT)
                .server(PARSE_COMPLETE, BIND_COMPLETE, withheld);

        assertThat(toClient())
                .isEqualTo(
                        all(BEGUN, PARSE_COMPLETE, BIND_COMPLETE, Arrays.copyOf(withheld, withheld.length * 90 / 100)));
    }

    @Test
    void partsAreTheSameHoweverTheBytesArrive() {
        Conversation bytewise = new Conversation(() -> 1, PostgresqlProtocol.HELD_BYTES_MAX)
                .begin()
                .deciding(FaultPoint.TARGET_REQUEST, GateDecision.cutMidway(33))
                .client(query("SELECT 1"), INSERT);
        conversation
                .deciding(FaultPoint.TARGET_REQUEST, GateDecision.cutMidway(33))
                .client(query("SELECT 1"), INSERT);

        assertThat(bytewise.toTarget.forwarded()).isEqualTo(toTarget());
    }

    private byte[] toTarget() {
        return conversation.toTarget.forwarded();
    }

    private byte[] toClient() {
        return conversation.toClient.forwarded();
    }
}
