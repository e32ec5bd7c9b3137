package dev.sinkproof.kafka.proxy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.utils.ByteUtils;

/** One request: its header, and its body once somebody looks into it. Used by one thread. */
final class Request {
    private static final short FLEXIBLE_PRODUCE = 9;

    /** How to come by the whole frame: most requests go by without being kept. */
    interface Frame {
        /** The frame without its length. */
        ByteBuffer whole() throws RequestUnreadableException;
    }

    private final RequestHeader header;
    private final boolean owedAnAnswer;
    private final Frame frame;
    private final TopicNames topics;
    private AbstractRequest parsed;
    private RequestFacts facts;

    private Request(RequestHeader header, boolean owedAnAnswer, Frame frame, TopicNames topics) {
        this.header = header;
        this.owedAnAnswer = owedAnAnswer;
        this.frame = frame;
        this.topics = topics;
    }

    /**
     * Reads a request's header.
     *
     * @param start the frame's beginning, without its length
     * @throws org.apache.kafka.common.errors.InvalidRequestException when the header does not end there or is not known
     * @throws java.nio.BufferUnderflowException when it does not end there
     */
    static Request read(ByteBuffer start, Frame frame, TopicNames topics) {
        ByteBuffer body = start.duplicate();
        RequestHeader header = RequestHeader.parse(body);
        return new Request(
                header, header.apiKey() != ApiKeys.PRODUCE || acks(header.apiVersion(), body) != 0, frame, topics);
    }

    /** A produce request begins with its transactional id; then it says which acknowledgement is wanted. */
    private static short acks(short version, ByteBuffer body) {
        int length = version < FLEXIBLE_PRODUCE ? body.getShort() : ByteUtils.readUnsignedVarint(body) - 1;
        body.position(body.position() + Math.max(0, length));
        return body.getShort();
    }

    RequestHeader header() {
        return header;
    }

    boolean owedAnAnswer() {
        return owedAnAnswer;
    }

    /** Decodes the whole request. */
    AbstractRequest parsed() throws RequestUnreadableException {
        if (parsed == null) {
            ByteBuffer body = frame.whole();
            body.position(header.size());
            try {
                parsed = AbstractRequest.parseRequest(
                                header.apiKey(), header.apiVersion(), new ByteBufferAccessor(body))
                        .request;
            } catch (RuntimeException e) {
                throw new RequestUnreadableException(header + " cannot be decoded: " + e, e);
            }
        }
        return parsed;
    }

    /** Whether the body names what is asked for. */
    boolean names(RequestMatch match) throws RequestUnreadableException {
        if (facts == null) {
            facts = RequestFacts.of(parsed());
        }
        return facts.names(match, topics);
    }
}
