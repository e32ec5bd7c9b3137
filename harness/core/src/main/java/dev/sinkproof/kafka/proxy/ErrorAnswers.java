package dev.sinkproof.kafka.proxy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;

/** Answers with an error, as kafka-clients builds them for the broker. */
final class ErrorAnswers {
    private static final int LENGTH_BYTES = 4;

    private ErrorAnswers() {}

    /**
     * The frame, with its length, that tells the client this error; empty when the client wants no answer.
     *
     * @throws RequestUnreadableException when the request cannot be read, or its answer has no place for an error
     */
    static Optional<ByteBuffer> to(Request request, Errors error) {
        AbstractResponse response = response(request, error);
        if (response == null) {
            return Optional.empty();
        }
        ByteBuffer answer = answer(request.header(), response);
        requireTold(error, answer.duplicate(), request.header());
        return Optional.of(ByteBuffer.allocate(LENGTH_BYTES + answer.remaining())
                .putInt(answer.remaining())
                .put(answer)
                .flip());
    }

    /**
     * An answer without the error would tell the client that all is well: some versions have no field for it, some requests
     * name nothing that could carry it. So it is read as the client will read it.
     */
    private static void requireTold(Errors error, ByteBuffer answer, RequestHeader request) {
        if (!AbstractResponse.parseResponse(answer, request).errorCounts().containsKey(error)) {
            throw new RequestUnreadableException(
                    "the answer to " + request + " has no place for the error " + error, null);
        }
    }

    private static AbstractResponse response(Request request, Errors error) {
        try {
            return request.parsed().getErrorResponse(error.exception());
        } catch (RequestUnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RequestUnreadableException(
                    "kafka-clients builds no answer with " + error + " to " + request.header() + ": " + e, e);
        }
    }

    private static ByteBuffer answer(RequestHeader request, AbstractResponse response) {
        ResponseHeader header = request.toResponseHeader();
        return RequestUtils.serialize(header.data(), header.headerVersion(), response.data(), request.apiVersion());
    }
}
