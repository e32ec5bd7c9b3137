package dev.sinkproof.kafka.proxy;

import java.util.Objects;

/**
 * The exchange, and what follows on its connection, waits at a gate; it goes on when the rule is removed.
 *
 * @param gate decides how it goes on
 * @param side whether the request or the answer is held
 */
public record Hold(KafkaGate gate, Side side) implements KafkaAction {
    public Hold {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(side, "side");
    }

    @Override
    public Verdict act(Passage passage) throws InterruptedException {
        return passage.hold(gate);
    }
}
