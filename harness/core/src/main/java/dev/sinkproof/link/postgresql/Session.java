package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a connection: prepared statements, portals, the transaction, and the request cycles that the server has not answered yet.
 *
 * <p>Thread-safe; no method blocks. One thread tells what the client sends, before the server can see it; another tells what
 * the server answers, before the client can see it.
 */
final class Session {
    private final Map<String, SqlStatement> prepared = new HashMap<>();
    private final Map<String, SqlStatement> portals = new HashMap<>();
    private final Deque<Cycle> unanswered = new ArrayDeque<>();
    private final TransactionState known = new TransactionState();
    private TransactionState expected = new TransactionState();
    private Cycle open;
    private Cycle copying;
    private long cycles;
    private boolean started;

    // What the client sends.

    /** The cycle that the client is sending; begins one when there is none. */
    synchronized Cycle beginOrContinue() {
        if (open == null) {
            open = new Cycle(++cycles);
        }
        return open;
    }

    /**
     * A simple query begins. The client may have given up on an extended one before its Sync, as PostgreSQL's own driver does when it cannot
     * encode a parameter: then the server answers both at the simple one's end.
     */
    synchronized void simpleBegins() throws MalformedMessageException {
        if (copying != null) {
            throw new MalformedMessageException("a simple query before the end of a COPY");
        }
        boolean unfinished = open != null;
        beginOrContinue().mixed |= unfinished;
    }

    /** The cycle that the client is sending, if it is. */
    synchronized Optional<Cycle> open() {
        return Optional.ofNullable(open);
    }

    /** The cycle whose COPY waits for data, if there is one. */
    synchronized Optional<Cycle> copying() {
        return Optional.ofNullable(copying);
    }

    synchronized void prepare(String name, SqlStatement statement) {
        prepared.put(name, statement);
    }

    synchronized void bind(String portal, String statement) {
        portals.put(portal, prepared.getOrDefault(statement, SqlStatement.UNKNOWN));
    }

    /** Close of a prepared statement ({@code 'S'}) or portal. */
    synchronized void forget(byte what, String name) {
        (what == 'S' ? prepared : portals).remove(name);
    }

    synchronized void execute(String portal) {
        beginOrContinue().statements().add(portals.getOrDefault(portal, SqlStatement.UNKNOWN));
    }

    synchronized void executeAll(List<SqlStatement> statements) {
        beginOrContinue().statements().addAll(statements);
        open.simple = true;
    }

    /** What a cycle will do, by what is known or expected of the transaction before it. */
    synchronized Forecast forecast(Cycle cycle) {
        if (cycle.before() != null) {
            return Forecast.of(cycle.before(), cycle.statements());
        }
        return Forecast.of(unanswered.isEmpty() ? known : expected, cycle.statements());
    }

    /** The cycle is complete and about to be forwarded. */
    synchronized void sent(Cycle cycle, Forecast forecast) {
        cycle.complete = true;
        expected = forecast.after();
        unanswered.add(cycle);
        open = null;
    }

    /** The server is about to be sent, in place of the cycle or of its rest, what it can only refuse. */
    synchronized void answered(Cycle cycle, GateDecision answer) {
        cycle.answer = answer;
        cycle.acknowledged = true;
        if (!cycle.partlySent) {
            cycle.statements().clear();
        }
    }

    /** The last of a cycle that the server refuses is about to be forwarded. */
    synchronized void sentToBeRefused(Cycle cycle) {
        sent(cycle, forecast(cycle));
        expected.failing();
    }

    /** The cycle was swallowed: the server will never answer it. */
    synchronized void dropped() {
        open = null;
    }

    /** The client has sent all data of the COPY, or gave it up. */
    synchronized void copyEnds() {
        copying = null;
    }

    // What the server answers.

    /** What becomes of the bytes of an answer. */
    enum Answer {
        /** They go on. */
        FORWARD,
        /** They wait for the end of the cycle. */
        WITHHOLD,
        /** They stop at target.ack now, because the client waits for them before it completes the cycle. */
        STOP
    }

    /** CommandComplete. */
    synchronized Answer completed(String tagText) {
        Cycle cycle = answered();
        if (cycle == null) {
            return Answer.FORWARD;
        }
        CommandTag tag = CommandTag.parse(tagText);
        SqlStatement asked = cycle.nextAnswered();
        SqlStatement statement = tag.correct(asked);
        cycle.refused |= tag.refuses(asked);
        executed(cycle, statement, tag.rowsWritten(statement));
        return withhold(cycle);
    }

    /** PortalSuspended or EmptyQueryResponse: an Execute is answered, but nothing is counted. */
    synchronized void paused() {
        Cycle cycle = answered();
        if (cycle != null) {
            executed(cycle, cycle.nextAnswered(), 0);
        }
    }

    /** ErrorResponse. */
    synchronized Answer failed(String sqlstate) throws MalformedMessageException {
        Cycle cycle = answered();
        if (cycle == null) {
            return Answer.FORWARD;
        }
        if (cycle.mixed && cycle.answer == null) {
            // If it was the extended part that failed, the server skips the simple one, and answers at another Sync.
            throw new MalformedMessageException(
                    "an error in an extended query without Sync, or in the simple one after it");
        }
        cycle.failed = true;
        cycle.sqlstate = sqlstate;
        if (cycle == copying) {
            copying = null;
        }
        return withhold(cycle);
    }

    /** What the client is to be told in place of the server's error. */
    synchronized Optional<GateDecision> answer() {
        return Optional.ofNullable(current()).map(cycle -> cycle.answer);
    }

    /** The transaction's status as the server has told it last. */
    synchronized TransactionStatus status() {
        return known.status();
    }

    /** CopyInResponse. */
    synchronized void copyBegins() throws MalformedMessageException {
        Cycle cycle = answered();
        if (cycle == null) {
            throw new MalformedMessageException("CopyInResponse without a request");
        }
        copying = cycle;
        if (cycle.complete && !cycle.simple) {
            reopen(cycle);
        }
    }

    /**
     * ReadyForQuery.
     *
     * @return the cycle that it ends, when its answer is to stop at target.ack
     */
    synchronized Optional<Cycle> ready(TransactionStatus status) throws MalformedMessageException {
        if (!started) {
            started = true;
            known.settle(status);
            return Optional.empty();
        }
        Cycle cycle = answered();
        if (cycle == null || !cycle.complete) {
            throw new MalformedMessageException("ReadyForQuery without a request");
        }
        unanswered.remove();
        endOfAnswer(cycle, status);
        boolean stops = cycle.matters && !cycle.acknowledged;
        cycle.acknowledged = true;
        return stops ? Optional.of(cycle) : Optional.empty();
    }

    /** The cycle whose answer stops before it is complete. */
    synchronized Cycle answeredEarly() {
        return current();
    }

    /** A part of a withheld answer is given out. */
    synchronized void answerSpills() {
        Cycle cycle = current();
        if (cycle != null) {
            cycle.answerSpilled = true;
        }
    }

    /** The attributes of a cycle that stops at target.ack. */
    synchronized Map<String, String> acknowledgement(Cycle cycle) {
        return CycleAttributes.acknowledgement(cycle, Forecast.of(cycle.before(), cycle.statements()), known.status());
    }

    private Cycle answered() {
        Cycle cycle = current();
        if (cycle != null) {
            cycle.answering(known);
        }
        return cycle;
    }

    private Cycle current() {
        return unanswered.isEmpty() ? open : unanswered.peek();
    }

    private void executed(Cycle cycle, SqlStatement statement, long rows) {
        cycle.wrote |= statement.kind().writes();
        cycle.rows += rows;
        known.addRows(rows);
        cycle.transactionRows = known.rows();
        boolean durable = known.execute(statement);
        cycle.committed |= durable;
        cycle.matters |= cycle.wrote || durable;
    }

    private static Answer withhold(Cycle cycle) {
        if (!cycle.matters || cycle.acknowledged) {
            return Answer.FORWARD;
        }
        if (cycle.complete) {
            return Answer.WITHHOLD;
        }
        cycle.answerSpilled = true;
        cycle.acknowledged = cycle.committed;
        return cycle.committed ? Answer.STOP : Answer.FORWARD;
    }

    /** In copy-in mode the server ignores Sync, so the one that the client has sent already does not end the cycle. */
    private void reopen(Cycle cycle) throws MalformedMessageException {
        if (open != null || unanswered.size() > 1) {
            throw new MalformedMessageException("requests were sent on before a COPY of the extended protocol began");
        }
        unanswered.remove();
        cycle.complete = false;
        open = cycle;
    }

    private void endOfAnswer(Cycle cycle, TransactionStatus status) {
        boolean accepted = !cycle.failed && status == TransactionStatus.IDLE;
        if (accepted && known.written()) {
            cycle.committed |= known.endCycle();
        }
        known.settle(status);
        if (status == TransactionStatus.IDLE && unanswered.isEmpty() && open == null) {
            portals.clear();
        }
    }
}
