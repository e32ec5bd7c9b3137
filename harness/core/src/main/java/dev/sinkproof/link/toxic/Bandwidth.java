package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Limits how fast bytes go.
 *
 * @param rateKilobytes how fast, in thousands of bytes a second; 0 stops them until that is changed
 */
public record Bandwidth(long rateKilobytes) implements Toxic {
    static final String TYPE = "bandwidth";
    static final String RATE = "rate";

    /** Larger pieces are cut to what goes in this time. */
    private static final long PIECE_MILLIS = 100;

    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(3650);

    public Bandwidth {
        Settings.notNegative(RATE, rateKilobytes);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(RATE, rateKilobytes);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new Limiting(rateKilobytes);
    }

    private static final class Limiting implements ToxicState {
        private final long bytesPerMilli;
        private boolean busy;
        private long freeNanos;

        Limiting(long bytesPerMilli) {
            this.bytesPerMilli = bytesPerMilli;
        }

        @Override
        public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
            if (bytesPerMilli == 0) {
                schedule.bytes(piece, schedule.nowNanos() + NEVER_NANOS);
                return;
            }
            long now = schedule.nowNanos();
            freeNanos = busy && freeNanos - now > 0 ? freeNanos : now;
            busy = true;
            Pieces.cut(piece, Math.multiplyExact(bytesPerMilli, PIECE_MILLIS), part -> {
                freeNanos += part.remaining() * TimeUnit.MILLISECONDS.toNanos(1) / bytesPerMilli;
                schedule.bytes(part, freeNanos);
            });
        }
    }
}
