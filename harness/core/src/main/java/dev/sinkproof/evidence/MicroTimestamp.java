package dev.sinkproof.evidence;

import java.time.Instant;

/**
 * A point in time as targets keep it, in UTC.
 *
 * @param epochMicros microseconds since the epoch
 */
public record MicroTimestamp(long epochMicros) {
    @Override
    public String toString() {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochMicros, 1_000_000L), Math.floorMod(epochMicros, 1_000_000L) * 1000)
                .toString();
    }
}
