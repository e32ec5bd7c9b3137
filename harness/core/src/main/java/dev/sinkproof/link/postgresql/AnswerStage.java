package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.Holdback;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Follows what the server answers, and withholds the answer to a cycle that writes or commits, from its first completed
 * statement (or error) to its ReadyForQuery, until the gate lets it go. All else flows, however large.
 */
final class AnswerStage implements LinkStage, MessageReader.Handler {
    private final Session session;
    private final RawMode raw;
    private final int heldBytesMax;
    private final Holdback holdback = new Holdback();
    private final MessageReader messages = new MessageReader(this);
    private final AnswerBody body = new AnswerBody();

    private LinkFlow flow;
    private boolean withholding;

    AnswerStage(Session session, RawMode raw, int heldBytesMax) {
        this.session = session;
        this.raw = raw;
        this.heldBytesMax = heldBytesMax;
    }

    @Override
    public void bytes(ByteBuffer chunk, LinkFlow to) throws IOException, InterruptedException {
        flow = to;
        holdback.beginChunk(chunk, to);
        if (!raw.on()) {
            follow(chunk);
        }
        if (raw.on()) {
            holdback.release(chunk.limit());
        }
        holdback.endChunk();
    }

    @Override
    public void end(LinkFlow to) throws IOException {
        holdback.beginChunk(ByteBuffer.allocate(0), to);
        holdback.release(0);
        holdback.endChunk();
    }

    private void follow(ByteBuffer chunk) throws IOException, InterruptedException {
        int limit = chunk.limit();
        try {
            messages.read(chunk);
            endOfChunk(limit);
        } catch (MalformedMessageException | RuntimeException e) {
            chunk.limit(limit);
            raw.enter("target", e, flow);
        }
    }

    private void endOfChunk(int limit) {
        boolean streams = messages.insideMessage() && !body.decides();
        if (streams && !withholding) {
            holdback.release(limit);
        } else if (holdback.pending(limit) > heldBytesMax) {
            session.answerSpills();
            holdback.release(limit);
        }
    }

    @Override
    public void begin(byte type, int bodyLength) {
        body.begin(type);
    }

    @Override
    public void body(ByteBuffer piece) throws MalformedMessageException {
        body.read(piece);
    }

    @Override
    public void end(int position) throws IOException, InterruptedException, MalformedMessageException {
        switch (body.type()) {
            case 'C' -> goOn(session.completed(body.text()), position);
            case 'E' -> failed(position);
            case 'Z' -> ready(position);
            case 'G' -> {
                session.copyBegins();
                forwardUnlessWithheld(position);
            }
            case 's', 'I' -> {
                session.paused();
                forwardUnlessWithheld(position);
            }
            default -> forwardUnlessWithheld(position);
        }
    }

    private void failed(int position) throws IOException, InterruptedException, MalformedMessageException {
        Optional<GateDecision> answer = session.answer();
        if (answer.isEmpty()) {
            goOn(session.failed(body.text()), position);
            return;
        }
        session.failed(LinkAnswers.sqlstate(answer.get()));
        holdback.discard(position);
        if (LinkAnswers.fatal(answer.get())) {
            throw ErrorAnswer.fatal(answer.get(), flow::forward, flow);
        }
        flow.forward(ErrorAnswer.error(answer.get()));
    }

    private void goOn(Session.Answer answer, int position) throws IOException, InterruptedException {
        switch (answer) {
            case FORWARD -> forwardUnlessWithheld(position);
            case WITHHOLD -> withholding = true;
            case STOP -> stop(session.answeredEarly(), position, false);
        }
    }

    private void ready(int position) throws IOException, InterruptedException, MalformedMessageException {
        Optional<Cycle> stopping = session.ready(body.status());
        withholding = false;
        if (stopping.isPresent()) {
            stop(stopping.get(), position, true);
        } else {
            holdback.release(position);
        }
    }

    private void stop(Cycle cycle, int position, boolean whole) throws IOException, InterruptedException {
        holdback.settle();
        GateDecision decision = flow.pass(FaultPoint.TARGET_ACK, session.acknowledgement(cycle));
        switch (decision.action()) {
            case DROP -> holdback.discard(position);
            case CUT_MIDWAY -> {
                holdback.writePart(LinkAnswers.part(decision, holdback.pending(position)), position);
                throw flow.cut("cut in the middle of an answer");
            }
            case ANSWER -> answer(decision, position, whole);
            default -> holdback.release(position);
        }
    }

    /** Only an answer that is replaced as a whole leaves client and server agreed on what comes next, unless the transaction goes on. */
    private void answer(GateDecision answer, int position, boolean whole) throws IOException {
        TransactionStatus status = session.status();
        holdback.discard(position);
        if (!whole || status == TransactionStatus.OPEN || LinkAnswers.fatal(answer)) {
            throw ErrorAnswer.fatal(answer, flow::forward, flow);
        }
        flow.forward(ErrorAnswer.error(answer));
        flow.forward(ErrorAnswer.ready(status));
    }

    private void forwardUnlessWithheld(int position) {
        if (!withholding) {
            holdback.release(position);
        }
    }
}
