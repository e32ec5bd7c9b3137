package dev.sinkproof.kafka.proxy;

import java.util.Objects;
import org.apache.kafka.common.protocol.Errors;

/**
 * The client gets an error instead of the broker's answer.
 *
 * <p>Where the protocol has no place for an error in such an answer, the exchange goes on and the listener hears of the
 * problem. A client that wants no answer ({@code acks=0}) is disconnected, as the broker does it.
 *
 * @param error which error
 * @param side {@link Side#REQUEST}: the broker never sees the request; {@link Side#ANSWER}: the broker has acted, and the
 *     client is told that it has not
 */
public record Refuse(Errors error, Side side) implements KafkaAction {
    public Refuse {
        Objects.requireNonNull(side, "side");
        if (error == Errors.NONE) {
            throw new IllegalArgumentException("a refusal needs an error, NONE is none");
        }
        // Answers are built from exceptions: an error that has none of its own would become another one on the way.
        if (Errors.forException(error.exception()) != error) {
            throw new IllegalArgumentException("kafka-clients cannot build answers with " + error);
        }
    }

    @Override
    public Verdict act(Passage passage) {
        return Verdict.refuse(error);
    }
}
