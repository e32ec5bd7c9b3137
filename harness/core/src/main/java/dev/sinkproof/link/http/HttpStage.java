package dev.sinkproof.link.http;

import dev.sinkproof.link.Holdback;
import dev.sinkproof.link.LinkFlow;
import dev.sinkproof.link.LinkStage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What both directions have in common: heads that are held, bodies that flow, and a way out when something is not understood. */
abstract class HttpStage implements LinkStage {
    private final String sender;
    private final HeadReader head = new HeadReader();
    final RawMode raw;
    final Holdback holdback = new Holdback();
    LinkFlow flow;
    BodyRelay body;
    /** Nothing of this direction arrives any more. */
    boolean swallowing;

    HttpStage(String sender, RawMode raw) {
        this.sender = sender;
        this.raw = raw;
    }

    /** A head was read that ends at this position of the chunk; sets {@link #body} when a body belongs to it. */
    abstract void head(HttpHead message, int position) throws IOException, InterruptedException, MalformedHttpException;

    /** The message that {@link #head} was told of is complete. */
    abstract void endOfMessage() throws IOException;

    @Override
    public final void bytes(ByteBuffer chunk, LinkFlow to) throws IOException, InterruptedException {
        flow = to;
        int limit = chunk.limit();
        holdback.beginChunk(chunk, to);
        try {
            while (chunk.hasRemaining() && !swallowing && !raw.on()) {
                step(chunk);
            }
        } catch (MalformedHttpException | RuntimeException e) {
            raw.enter(sender, e, flow);
        }
        if (swallowing) {
            holdback.discard(limit);
        } else if (raw.on()) {
            holdback.release(limit);
        }
        holdback.endChunk();
    }

    @Override
    public final void end(LinkFlow to) throws IOException {
        flow = to;
        holdback.beginChunk(ByteBuffer.allocate(0), to);
        if (!swallowing) {
            ended();
        }
    }

    private void ended() throws IOException {
        if (body != null && body.untilClose()) {
            body.end(0, holdback, flow);
            body = null;
            endOfMessage();
        }
        holdback.release(0);
        holdback.endChunk();
    }

    private void step(ByteBuffer chunk) throws IOException, InterruptedException, MalformedHttpException {
        if (body != null) {
            body.read(chunk, holdback, flow);
        } else if (head.read(chunk)) {
            head(HttpHead.parse(head.take()), chunk.position());
        } else if (!head.begun()) {
            // Empty lines between messages.
            holdback.release(chunk.position());
        }
        if (body != null && body.atEnd()) {
            body = null;
            endOfMessage();
        }
    }
}
