package dev.sinkproof.link.toxic;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Does nothing. */
public record Noop() implements Toxic {
    static final String TYPE = "noop";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of();
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new ToxicState() {};
    }
}
