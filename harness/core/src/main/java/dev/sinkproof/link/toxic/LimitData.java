package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Closes the connection when so many bytes have gone, counted for each connection from when it was added; changing the limit does not forget them.
 *
 * @param bytes how many
 */
public record LimitData(long bytes) implements Toxic {
    static final String TYPE = "limit_data";
    static final String BYTES = "bytes";

    public LimitData {
        Settings.notNegative(BYTES, bytes);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(BYTES, bytes);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new Counting(bytes, before.map(LimitData::gone).orElse(0L));
    }

    private static long gone(ToxicState before) {
        return before instanceof Counting counting ? counting.gone : 0;
    }

    private static final class Counting implements ToxicState {
        private final long limit;
        private long gone;

        Counting(long limit, long gone) {
            this.limit = limit;
            this.gone = gone;
        }

        @Override
        public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
            int count = (int) Math.max(0, Math.min(limit - gone, piece.remaining()));
            gone += count;
            if (count > 0) {
                schedule.bytes(piece.slice(piece.position(), count), schedule.nowNanos());
            }
            if (gone >= limit) {
                schedule.ending(Ending.CUT, schedule.nowNanos());
            }
        }
    }
}
