package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Swallows all bytes, and closes the connection after a time. Removing it closes the connection, for what was swallowed is missing.
 *
 * @param timeoutMillis after which time; 0 is never: a black hole
 */
public record Timeout(long timeoutMillis) implements Toxic {
    static final String TYPE = "timeout";
    static final String TIMEOUT = "timeout";

    public Timeout {
        Settings.notNegative(TIMEOUT, timeoutMillis);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(TIMEOUT, timeoutMillis);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new ToxicState() {
            @Override
            public void begun(Schedule schedule) {
                if (timeoutMillis > 0) {
                    schedule.ending(Ending.CUT, schedule.nowNanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
                }
            }

            @Override
            public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
                // Swallowed.
            }

            @Override
            public boolean closesWhenRemoved() {
                return true;
            }
        };
    }
}
