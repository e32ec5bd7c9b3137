package dev.sinkproof.link.postgresql;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.GateDecision.Action;
import dev.sinkproof.link.Holdback;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Follows what the client sends, and holds each request cycle back until all of it has arrived and the gate lets it go.
 *
 * <p>What a cycle executes is forwarded early only when it exceeds the limit, or when the client flushes it because it waits for
 * answers; then what makes data durable (the Sync, or before that a COMMIT) still stops at target.request. The data of a
 * COPY flows, its CopyDone stops.
 *
 * <p>A request that the gate drops leaves no trace, and the client may send others. Only when parts of it were forwarded
 * already, the server would take what follows for its rest: then all that the client sends from there on is swallowed.
 *
 * <p>For a request that is answered in the server's stead, the server gets a {@link Sabotage} instead, and {@link AnswerStage} puts the
 * answer in place of the error that this causes.
 */
final class RequestStage implements LinkStage, MessageReader.Handler {
    private final Session session;
    private final RawMode raw;
    private final int heldBytesMax;
    private final Holdback holdback = new Holdback();
    private final MessageReader messages = new MessageReader(this);
    private final StartupPacket startup = new StartupPacket();
    private final RequestBody body = new RequestBody();

    private LinkFlow flow;
    private boolean started;
    private boolean cancelling;
    private boolean discarding;
    private boolean swallowing;

    RequestStage(Session session, RawMode raw, int heldBytesMax) {
        this.session = session;
        this.raw = raw;
        this.heldBytesMax = heldBytesMax;
    }

    @Override
    public void bytes(ByteBuffer chunk, LinkFlow to) throws IOException, InterruptedException {
        flow = to;
        holdback.beginChunk(chunk, to);
        if (swallowing) {
            holdback.discard(chunk.limit());
        } else if (raw.on() || cancelling) {
            holdback.release(chunk.limit());
        } else {
            follow(chunk);
        }
        holdback.endChunk();
    }

    @Override
    public void end(LinkFlow to) throws IOException, InterruptedException {
        flow = to;
        ByteBuffer nothing = ByteBuffer.allocate(0);
        holdback.beginChunk(nothing, to);
        if (!swallowing) {
            giveOut(0);
            holdback.endChunk();
        }
    }

    private void follow(ByteBuffer chunk) throws IOException, InterruptedException {
        int limit = chunk.limit();
        try {
            while (!started && !cancelling && chunk.hasRemaining()) {
                startup(chunk);
            }
            if (started) {
                messages.read(chunk);
                endOfChunk(limit);
            }
        } catch (MalformedMessageException | RuntimeException e) {
            raw.enter("client", e, flow);
        }
        if (swallowing) {
            holdback.discard(limit);
        } else if (raw.on() || cancelling) {
            holdback.release(limit);
        }
    }

    private void startup(ByteBuffer chunk) throws IOException, MalformedMessageException {
        switch (startup.read(chunk)) {
            case INCOMPLETE -> {
                // The rest comes with the next chunk.
            }
            case ENCRYPT -> {
                holdback.discard(chunk.position());
                flow.reply(ByteBuffer.wrap(new byte[] {'N'}));
            }
            case CANCEL -> cancelling = true;
            case START -> {
                started = true;
                holdback.release(chunk.position());
            }
        }
    }

    private void endOfChunk(int limit) throws IOException, InterruptedException {
        if (discarding) {
            holdback.discard(limit);
        } else if (flowsFreely()) {
            holdback.release(limit);
        } else if (holdback.pending(limit) > heldBytesMax) {
            giveOut(limit);
        }
    }

    private boolean flowsFreely() {
        Optional<Cycle> open = session.open();
        boolean copyData = body.isCopyData() && session.copying().isPresent();
        return (messages.insideMessage() && (open.isEmpty() || copyData))
                || open.filter(cycle -> cycle.requested).isPresent();
    }

    @Override
    public void begin(byte type, int bodyLength) throws MalformedMessageException {
        body.begin(type);
        switch (type) {
            case 'Q', 'F' -> {
                session.simpleBegins();
            }
            case 'P', 'B', 'D', 'E', 'C' -> session.beginOrContinue();
            default -> {
                // Begins no cycle, or not for certain.
            }
        }
    }

    @Override
    public void body(ByteBuffer piece) throws MalformedMessageException {
        body.read(piece);
    }

    @Override
    public void end(int position) throws IOException, InterruptedException, MalformedMessageException {
        byte type = body.end();
        if (swallowing) {
            holdback.discard(position);
        } else {
            follow(type, position);
        }
    }

    private void follow(byte type, int position) throws IOException, InterruptedException {
        switch (type) {
            case 'P' -> session.prepare(body.first(), body.statement());
            case 'B' -> session.bind(body.first(), body.second());
            case 'C' -> session.forget(body.what(), body.first());
            case 'E' -> session.execute(body.first());
            case 'D' -> {
                // Part of its cycle.
            }
            case 'Q' -> {
                session.executeAll(body.statements());
                endOfCycle(position);
            }
            case 'F' -> {
                session.executeAll(List.of());
                endOfCycle(position);
            }
            case 'S' -> sync(position);
            case 'c' -> copyDone(position);
            case 'f' -> {
                session.copyEnds();
                giveOut(position);
            }
            default -> giveOut(position);
        }
    }

    private void sync(int position) throws IOException, InterruptedException {
        if (session.copying().isPresent()) {
            // Ignored by the server.
            holdback.release(position);
        } else {
            session.beginOrContinue();
            endOfCycle(position);
        }
    }

    private void endOfCycle(int position) throws IOException, InterruptedException {
        Cycle cycle = session.beginOrContinue();
        Forecast forecast = session.forecast(cycle);
        boolean stops = forecast.matters() && !forecast.waitsForData();
        GateDecision decision = discarding || !stops ? GateDecision.PROCEED : decide(cycle, forecast);
        if (discarding) {
            endOfDiscarded(cycle, position);
            return;
        }
        switch (decision.action()) {
            case DROP -> dropWhole(cycle, position);
            case CUT_MIDWAY -> throw cutMidway(decision, position);
            case ANSWER -> answerWhole(cycle, decision, position);
            default -> {
                cycle.partlySent = true;
                session.sent(cycle, forecast);
                holdback.release(position);
            }
        }
    }

    private void endOfDiscarded(Cycle cycle, int position) throws IOException {
        discarding = false;
        if (cycle.answer == null) {
            dropWhole(cycle, position);
        } else {
            refuseRest(cycle, Sabotage.SYNC, position);
        }
    }

    private void dropWhole(Cycle cycle, int position) throws IOException {
        session.dropped();
        drop(cycle, position);
    }

    private void answerWhole(Cycle cycle, GateDecision answer, int position) throws IOException {
        if (cycle.simple && cycle.partlySent) {
            holdback.discard(position);
            throw ErrorAnswer.fatal(answer, flow::reply, flow);
        }
        session.answered(cycle, answer);
        refuseRest(cycle, cycle.partlySent ? Sabotage.PARSE_SYNC : Sabotage.QUERY, position);
    }

    private void refuseRest(Cycle cycle, byte[] rest, int position) throws IOException {
        holdback.discard(position);
        cycle.partlySent = true;
        session.sentToBeRefused(cycle);
        flow.forward(ByteBuffer.wrap(rest));
    }

    private IOException cutMidway(GateDecision decision, int position) throws IOException {
        holdback.writePart(LinkAnswers.part(decision, holdback.pending(position)), position);
        return flow.cut("cut in the middle of a request");
    }

    private void copyDone(int position) throws IOException, InterruptedException {
        Optional<Cycle> copying = session.copying();
        GateDecision decision =
                copying.isEmpty() ? GateDecision.PROCEED : decide(copying.get(), session.forecast(copying.get()));
        switch (decision.action()) {
            case DROP -> drop(copying.orElseThrow(), position);
            case CUT_MIDWAY -> throw cutMidway(decision, position);
            case ANSWER -> {
                session.answered(copying.orElseThrow(), decision);
                session.copyEnds();
                holdback.discard(position);
                flow.forward(ByteBuffer.wrap(Sabotage.COPY_FAIL));
            }
            default -> {
                session.copyEnds();
                giveOut(position);
            }
        }
    }

    /** Lets go what is held before its cycle is complete; a commit among it stops first. */
    private void giveOut(int position) throws IOException, InterruptedException {
        Optional<Cycle> open = session.open().filter(cycle -> !raw.on());
        if (discarding) {
            holdback.discard(position);
        } else if (open.isPresent()) {
            spill(open.get(), position);
        } else {
            holdback.release(position);
        }
    }

    private void spill(Cycle cycle, int position) throws IOException, InterruptedException {
        Forecast forecast = session.forecast(cycle);
        cycle.spilled |= forecast.writes() > 0;
        GateDecision decision = forecast.commits() ? decide(cycle, forecast) : GateDecision.PROCEED;
        discarding = decision.action() == Action.DROP || decision.action() == Action.ANSWER;
        switch (decision.action()) {
            case DROP -> drop(cycle, position);
            case CUT_MIDWAY -> throw cutMidway(decision, position);
            case ANSWER -> {
                session.answered(cycle, decision);
                cycle.partlySent = true;
                holdback.discard(position);
                flow.forward(ByteBuffer.wrap(Sabotage.PARSE));
            }
            default -> {
                cycle.partlySent = true;
                holdback.release(position);
            }
        }
    }

    private void drop(Cycle cycle, int position) throws IOException {
        swallowing |= cycle.partlySent;
        holdback.discard(position);
    }

    private GateDecision decide(Cycle cycle, Forecast forecast) throws IOException, InterruptedException {
        if (cycle.requested) {
            return GateDecision.PROCEED;
        }
        cycle.requested = true;
        // What came before it must not wait for it.
        holdback.settle();
        return flow.pass(FaultPoint.TARGET_REQUEST, CycleAttributes.request(cycle, forecast));
    }
}
