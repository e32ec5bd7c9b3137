package dev.sinkproof.evidence;

import java.time.Instant;

/** The wall clock in microseconds. All processes of a run are on one machine and share it. */
public final class Clock {
    private Clock() {}

    /** Now, in microseconds since the epoch. */
    public static long epochMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1000;
    }
}
