package dev.sinkproof.kafka.proxy;

import java.nio.ByteBuffer;

/**
 * A request that the client expects an answer to.
 *
 * @param correlationId its number on the connection
 * @param answer the answer of the proxy's own; null when the broker answers
 * @param match the rule that acts on the broker's answer; null when none does
 */
record Exchange(int correlationId, ByteBuffer answer, RuleMatch match) {
    static Exchange forwarded(int correlationId) {
        return new Exchange(correlationId, null, null);
    }

    static Exchange answered(int correlationId, ByteBuffer answer) {
        return new Exchange(correlationId, answer, null);
    }

    static Exchange watched(int correlationId, RuleMatch match) {
        return new Exchange(correlationId, null, match);
    }
}
