package dev.sinkproof.run;

import java.time.Duration;
import java.util.Objects;

/** For how long something that is looked at again and again has been the same. Not thread-safe. */
final class Standstill {
    private Object last;
    private long since = System.nanoTime();

    /** Looks at it once more. */
    Duration of(Object now) {
        if (!Objects.equals(now, last)) {
            last = now;
            since = System.nanoTime();
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
