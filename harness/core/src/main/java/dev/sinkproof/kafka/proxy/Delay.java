package dev.sinkproof.kafka.proxy;

import java.time.Duration;
import java.util.Objects;

/**
 * The exchange, and what follows on its connection, goes on later; at once when the rule is removed.
 *
 * @param time how much later
 * @param side whether the request or the answer is late
 */
public record Delay(Duration time, Side side) implements KafkaAction {
    public Delay {
        Objects.requireNonNull(side, "side");
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a delay must be longer than nothing, but is " + time);
        }
    }

    @Override
    public Verdict act(Passage passage) throws InterruptedException {
        passage.pause(time);
        return Verdict.PROCEED;
    }
}
