package dev.sinkproof.kafka.proxy;

import java.util.Objects;

/**
 * The client's connection is closed.
 *
 * @param side {@link Side#REQUEST}: before the broker sees the request; {@link Side#ANSWER}: after it acted, its answer is
 *     lost
 */
public record Disconnect(Side side) implements KafkaAction {
    public Disconnect {
        Objects.requireNonNull(side, "side");
    }

    @Override
    public Verdict act(Passage passage) {
        return Verdict.DISCONNECT;
    }
}
