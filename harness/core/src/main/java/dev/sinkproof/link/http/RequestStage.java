package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Follows what the client sends, and holds the head of each request until the gate lets it go.
 *
 * <p>After a dropped request nothing more of the connection arrives, as when a network loses something for good: a later answer would
 * be taken for that of the dropped one.
 */
final class RequestStage extends HttpStage {
    private final Exchanges exchanges;
    private final HttpDialect dialect;
    private long requests;
    private byte[] reply;
    private boolean lastReply;

    RequestStage(Exchanges exchanges, RawMode raw, HttpDialect dialect) {
        super("client", raw);
        this.exchanges = exchanges;
        this.dialect = dialect;
    }

    @Override
    void head(HttpHead head, int position) throws IOException, InterruptedException, MalformedHttpException {
        HttpRequest request = HttpRequest.of(head.checkedRequest());
        BodyFraming framing = BodyFraming.ofRequest(head);
        Exchange exchange = Exchange.of(request, ++requests, framing, dialect);
        // What came before it must not wait for it.
        holdback.settle();
        GateDecision decision = flow.pass(FaultPoint.TARGET_REQUEST, exchange.attributes());
        switch (decision.action()) {
            case DROP -> swallowing = true;
            case ANSWER -> answer(request, decision, framing, position);
            case CUT_MIDWAY -> {
                exchanges.sent(exchange);
                body = BodyRelay.cutting(framing, decision, position, holdback, flow);
            }
            default -> {
                exchanges.sent(exchange);
                holdback.release(position);
                body = BodyRelay.forwarding(framing);
            }
        }
    }

    private void answer(HttpRequest request, GateDecision decision, BodyFraming framing, int position)
            throws IOException {
        boolean waits = request.head().has("expect", "100-continue");
        lastReply = waits || request.head().closes();
        reply = HttpAnswer.bytes(request, decision, dialect, lastReply);
        holdback.discard(position);
        body = BodyRelay.swallowing(waits ? BodyFraming.none() : framing);
    }

    @Override
    void endOfMessage() throws IOException {
        if (reply == null) {
            return;
        }
        if (exchanges.answered(reply)) {
            flow.reply(ByteBuffer.wrap(reply));
        }
        reply = null;
        swallowing = lastReply;
    }
}
