package dev.sinkproof.link.toxic;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Settings of something bad that a network does. Immutable. */
public interface Toxic {
    /** Toxiproxy's name for the kind, for example {@code slow_close}. */
    String type();

    /** The settings by Toxiproxy's names, in Toxiproxy's units. */
    Map<String, Long> attributes();

    /**
     * Begins to act on one direction of one connection.
     *
     * @param before what acted there under the same name with other settings until now
     * @param random for what is left to chance; the same for the same seed, connection and name
     */
    ToxicState begin(Optional<ToxicState> before, RandomGenerator random);
}
