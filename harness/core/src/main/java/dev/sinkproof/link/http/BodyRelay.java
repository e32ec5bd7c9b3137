package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.Holdback;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkFlow;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What becomes of one body: it flows, it is swallowed, or a part of it flows and the connection is cut. */
final class BodyRelay {
    /** How much of a body of unknown length is held, to take a part of. */
    static final int HELD_BYTES_MAX = 1024 * 1024;

    private final BodyFraming framing;
    private final Way way;
    private final GateDecision decision;
    private long allowance;

    private enum Way {
        FORWARD,
        SWALLOW,
        PART,
        PART_OF_UNKNOWN
    }

    private BodyRelay(BodyFraming framing, Way way, GateDecision decision) {
        this.framing = framing;
        this.way = way;
        this.decision = decision;
    }

    static BodyRelay forwarding(BodyFraming framing) {
        return new BodyRelay(framing, Way.FORWARD, GateDecision.PROCEED);
    }

    static BodyRelay swallowing(BodyFraming framing) {
        return new BodyRelay(framing, Way.SWALLOW, GateDecision.PROCEED);
    }

    /** Lets a part of the body through, or of the head that is held when there is no body; to be called when all before that is settled. */
    static BodyRelay cutting(BodyFraming framing, GateDecision decision, int headEnd, Holdback holdback, LinkFlow flow)
            throws IOException {
        if (framing.atEnd()) {
            holdback.writePart(LinkAnswers.part(decision, holdback.pending(headEnd)), headEnd);
            throw flow.cut("cut in the middle of a head");
        }
        holdback.release(headEnd);
        holdback.settle();
        Way way = framing.length().isPresent() ? Way.PART : Way.PART_OF_UNKNOWN;
        BodyRelay relay = new BodyRelay(framing, way, decision);
        relay.allowance = LinkAnswers.part(decision, framing.length().orElse(1));
        if (way == Way.PART && relay.allowance == 0) {
            throw flow.cut("cut before a body");
        }
        return relay;
    }

    boolean atEnd() {
        return framing.atEnd();
    }

    boolean untilClose() {
        return framing.untilClose();
    }

    /** Takes bytes up to the end of the body. */
    void read(ByteBuffer chunk, Holdback holdback, LinkFlow flow) throws IOException, MalformedHttpException {
        int start = chunk.position();
        framing.read(chunk);
        int end = chunk.position();
        switch (way) {
            case FORWARD -> holdback.release(end);
            case SWALLOW -> holdback.discard(end);
            case PART -> part(start, end, holdback, flow);
            case PART_OF_UNKNOWN -> partOfUnknown(end, holdback, flow);
        }
    }

    /** The connection has ended, and a body that lasts until then with it. */
    void end(int position, Holdback holdback, LinkFlow flow) throws IOException {
        if (way == Way.PART_OF_UNKNOWN) {
            cutHeld(position, holdback, flow);
        }
    }

    private void part(int start, int end, Holdback holdback, LinkFlow flow) throws IOException {
        int count = (int) Math.min(allowance, end - start);
        allowance -= count;
        holdback.release(start + count);
        if (allowance == 0) {
            holdback.settle();
            throw flow.cut("cut in the middle of a body");
        }
    }

    private void partOfUnknown(int end, Holdback holdback, LinkFlow flow) throws IOException {
        if (framing.atEnd() || holdback.pending(end) > HELD_BYTES_MAX) {
            cutHeld(end, holdback, flow);
        }
    }

    private void cutHeld(int end, Holdback holdback, LinkFlow flow) throws IOException {
        holdback.writePart(LinkAnswers.part(decision, holdback.pending(end)), end);
        throw flow.cut("cut in the middle of a body");
    }
}
