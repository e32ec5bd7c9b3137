package dev.sinkproof.kafka.proxy;

import java.util.Objects;

/**
 * The request is never answered. Since answers come in the order of requests, nothing that follows on the same connection is
 * answered either, nor forwarded: the connection stays open and mute, until the client gives up or the rule is removed,
 * which closes it.
 *
 * @param side {@link Side#REQUEST}: the broker never sees the request; {@link Side#ANSWER}: the broker has acted
 */
public record Silence(Side side) implements KafkaAction {
    public Silence {
        Objects.requireNonNull(side, "side");
    }

    @Override
    public Verdict act(Passage passage) {
        return Verdict.SILENCE;
    }
}
