package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.model.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Follows what the target answers, and holds the head of each final response until the gate lets it go. Interim responses flow.
 *
 * <p>After a dropped response the client gets nothing more on the connection.
 */
final class ResponseStage extends HttpStage {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Exchanges exchanges;
    private final HttpDialect dialect;

    ResponseStage(Exchanges exchanges, RawMode raw, HttpDialect dialect) {
        super("target", raw);
        this.exchanges = exchanges;
        this.dialect = dialect;
    }

    @Override
    void head(HttpHead head, int position) throws IOException, InterruptedException, MalformedHttpException {
        int status = head.status();
        Exchange exchange = exchanges
                .current()
                .orElseThrow(() -> new MalformedHttpException("a response " + status + " without a request"));
        boolean tunnel = exchange.request().method().equals("CONNECT") && status < 300;
        if (status == SWITCHING_PROTOCOLS || tunnel) {
            throw new MalformedHttpException("a response after which another protocol is spoken");
        }
        if (status < 200) {
            holdback.release(position);
        } else {
            answer(head, exchange, position);
        }
    }

    private void answer(HttpHead head, Exchange exchange, int position)
            throws IOException, InterruptedException, MalformedHttpException {
        BodyFraming framing = BodyFraming.ofResponse(head, exchange.request().method());
        holdback.settle();
        GateDecision decision = flow.pass(FaultPoint.TARGET_ACK, exchange.acknowledgement(head.status()));
        switch (decision.action()) {
            case DROP -> swallowing = true;
            case ANSWER -> {
                boolean closes = head.closes() || framing.untilClose();
                holdback.discard(position);
                flow.forward(ByteBuffer.wrap(HttpAnswer.bytes(exchange.request(), decision, dialect, closes)));
                body = BodyRelay.swallowing(framing);
            }
            case CUT_MIDWAY -> body = BodyRelay.cutting(framing, decision, position, holdback, flow);
            default -> {
                holdback.release(position);
                body = BodyRelay.forwarding(framing);
            }
        }
    }

    @Override
    void endOfMessage() throws IOException {
        holdback.settle();
        Optional<byte[]> reply = exchanges.written();
        while (reply.isPresent()) {
            flow.forward(ByteBuffer.wrap(reply.get()));
            reply = exchanges.written();
        }
    }
}
