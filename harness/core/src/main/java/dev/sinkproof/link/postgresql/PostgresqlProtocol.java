package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkCodec;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.LinkStage;
import java.util.Optional;

/**
 * PostgreSQL's protocol, version 3: simple and extended queries, pipelined or not, and COPY.
 *
 * <p>A request stops at {@code target.request} when it writes or commits a transaction that has written, and its answer stops at
 * {@code target.ack} when the server has answered all of it. Which requests these are is told by the first words
 * of their statements and by the server's command tags; writes that only functions do (SELECT f(), CALL, DO) are not seen.
 * DDL alone stops nowhere. A client that asks for encryption is told that there is none.
 *
 * <p>When a client sends a request before the previous one was answered, the transaction's status before it is a forecast.
 * At {@code target.ack} all is known.
 *
 * <p>What cannot be followed is passed through and reported once as a {@link dev.sinkproof.link.LinkProblem}.
 */
public final class PostgresqlProtocol implements LinkProtocol {
    /** How much of a request, and how much of an answer, is held back at most on each connection, in bytes. */
    public static final int HELD_BYTES_MAX = 16 * 1024 * 1024;

    private final int heldBytesMax;

    public PostgresqlProtocol() {
        this(HELD_BYTES_MAX);
    }

    PostgresqlProtocol(int heldBytesMax) {
        this.heldBytesMax = heldBytesMax;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public LinkCodec open() {
        Session session = new Session();
        RawMode raw = new RawMode();
        return new LinkCodec(new RequestStage(session, raw, heldBytesMax), new AnswerStage(session, raw, heldBytesMax));
    }

    @Override
    public Optional<LinkStage> refusal(GateDecision answer) {
        return Optional.of(new RefusalStage(answer));
    }
}
