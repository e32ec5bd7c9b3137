package dev.sinkproof.link;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock as the timeline wants it. */
final class LinkClock {
    private LinkClock() {}

    static long epochMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
