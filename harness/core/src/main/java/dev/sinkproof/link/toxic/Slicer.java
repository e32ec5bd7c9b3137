package dev.sinkproof.link.toxic;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Sends bytes in small pieces.
 *
 * @param averageSize of a piece, in bytes
 * @param sizeVariation how much more or less, at random; less than the average
 * @param delayMicros between one piece and the next
 */
public record Slicer(long averageSize, long sizeVariation, long delayMicros) implements Toxic {
    static final String TYPE = "slicer";
    static final String AVERAGE_SIZE = "average_size";
    static final String SIZE_VARIATION = "size_variation";
    static final String DELAY = "delay";

    public Slicer {
        Settings.notNegative(AVERAGE_SIZE, averageSize);
        Settings.notNegative(SIZE_VARIATION, sizeVariation);
        Settings.notNegative(DELAY, delayMicros);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Long> attributes() {
        return Map.of(AVERAGE_SIZE, averageSize, SIZE_VARIATION, sizeVariation, DELAY, delayMicros);
    }

    @Override
    public ToxicState begin(Optional<ToxicState> before, RandomGenerator random) {
        return new Slicing(random);
    }

    private final class Slicing implements ToxicState {
        private final RandomGenerator random;
        private boolean busy;
        private long freeNanos;

        Slicing(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public void bytes(ByteBuffer piece, long arrivedNanos, Schedule schedule) {
            long now = schedule.nowNanos();
            freeNanos = busy && freeNanos - now > 0 ? freeNanos : now;
            busy = true;
            Pieces.cut(piece, this::size, part -> {
                schedule.bytes(part, freeNanos);
                freeNanos += TimeUnit.MICROSECONDS.toNanos(delayMicros);
            });
        }

        private long size() {
            long variation = sizeVariation == 0 ? 0 : random.nextLong(-sizeVariation, sizeVariation + 1);
            return Math.max(1, averageSize + variation);
        }
    }
}
