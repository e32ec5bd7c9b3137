package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Delays all bytes, in order and without limiting their rate, as long as no more than {@value #DELAYED_BYTES_MAX} bytes are on their way.
 *
 * @param latencyMillis how long
 * @param jitterMillis how much more or less, at random for each piece
 */
public record Latency(long latencyMillis, long jitterMillis) implements Toxic {
    /** A second of latency at 32 MiB a second. */
    static final long DELAYED_BYTES_MAX = 32 * 1024 * 1024;

    static final String TYPE = "latency";
    static final String LATENCY = "latency";
    static final String JITTER = "jitter";

    public Latency {
        Settings.notNegative(LATENCY, latencyMillis);
        Settings.notNegative(JITTER, jitterMillis);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(LATENCY, latencyMillis, JITTER, jitterMillis);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new ToxicState() {
            @Override
            public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
                long jitter = jitterMillis == 0 ? 0 : random.nextLong(-jitterMillis, jitterMillis + 1);
                long millis = Math.max(0, latencyMillis + jitter);
                schedule.bytes(piece, arrivedNanos + TimeUnit.MILLISECONDS.toNanos(millis));
            }

            @Override
            public long waitingBytesMax() {
                return DELAYED_BYTES_MAX;
            }
        };
    }
}
