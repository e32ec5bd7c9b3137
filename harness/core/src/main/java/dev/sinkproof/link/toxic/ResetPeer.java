package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Resets the connection (TCP RST on both sides), also one that exists already and carries nothing; bytes are swallowed until then.
 *
 * @param timeoutMillis after which time
 */
public record ResetPeer(long timeoutMillis) implements Toxic {
    static final String TYPE = "reset_peer";
    static final String TIMEOUT = "timeout";

    public ResetPeer {
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
                schedule.ending(Ending.RESET, schedule.nowNanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
            }

            @Override
            public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
                // Swallowed.
            }
        };
    }
}
