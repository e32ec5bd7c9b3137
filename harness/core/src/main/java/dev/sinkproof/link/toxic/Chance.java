package dev.sinkproof.link.toxic;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What is left to chance on a connection, the same whenever it is asked.
 *
 * @param seed of the link
 * @param connection its number
 */
record Chance(long seed, long connection) {
    /** Whether a toxic meets this connection. */
    boolean meets(NamedToxic toxic) {
        return random(toxic, 0).nextDouble() < toxic.toxicity();
    }

    RandomGenerator of(NamedToxic toxic) {
        return random(toxic, 1);
    }

    private RandomGenerator random(NamedToxic toxic, long purpose) {
        long mixed = 31 * (31 * (31 * seed + connection) + toxic.name().hashCode()) + purpose;
        // Split once: neighbouring seeds would begin with similar numbers.
        return new SplittableRandom(mixed).split();
    }
}
