package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import java.util.ArrayList;
import java.util.List;

/**
 * A request cycle: one simple query, or the extended messages up to a Sync, and what the server has answered so far.
 *
 * <p>Guarded by the {@link Session} it belongs to.
 */
final class Cycle {
    private final long number;
    private final List<SqlStatement> statements = new ArrayList<>();

    /** Parts were forwarded before it stopped at target.request, if only a name or the query that asks for data to copy. */
    boolean partlySent;
    /** Parts that write were forwarded before it stopped at target.request. */
    boolean spilled;
    /** It has stopped at target.request. */
    boolean requested;
    /** The client has sent its last message. */
    boolean complete;
    /** A simple query, which ends without Sync. */
    boolean simple;
    /** A simple query came where the Sync of an extended one was to come. */
    boolean mixed;
    /** The server waits for the data of its COPY. */
    boolean copying;
    /** Parts of the answer were given out before it was complete. */
    boolean answerSpilled;
    /** It has stopped at target.ack. */
    boolean acknowledged;
    /** The answer concerns a write or a commit. */
    boolean matters;
    /** The answer says that it wrote, foreseen or not. */
    boolean wrote;
    /** The answer proves that what was written became durable. */
    boolean committed;
    /** A commit was answered by a rollback. */
    boolean refused;
    /** The server answered with an error. */
    boolean failed;

    /** What the client is told in place of the error that the server was made to answer with; null for almost all cycles. */
    GateDecision answer;

    String sqlstate;
    long rows;

    private TransactionState before;

    /** Rows of the transaction that the cycle ended or left open. */
    long transactionRows;

    private int answered;
    private boolean foreseen;

    Cycle(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** What it executes, in order. */
    List<SqlStatement> statements() {
        return statements;
    }

    /** The server answers: whether that matters follows from the known state of the transaction. */
    void answering(TransactionState known) {
        if (before == null) {
            before = known.copy();
        }
        if (complete && !foreseen) {
            foreseen = true;
            matters |= Forecast.of(before, statements).matters();
        }
    }

    /** The transaction before the first answer; null until there is one. */
    TransactionState before() {
        return before;
    }

    /** The statement that the next answer is about. */
    SqlStatement nextAnswered() {
        return answered < statements.size() ? statements.get(answered++) : SqlStatement.UNKNOWN;
    }
}
