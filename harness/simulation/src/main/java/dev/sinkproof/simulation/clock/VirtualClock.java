package dev.sinkproof.simulation.clock;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * Time that passes only when it is told to: Connect reads it instead of the system's. Used by one thread.
 *
 * <p>Evidence keeps microseconds, and a broker keeps milliseconds of commits: whoever commits moves the clock to the next
 * millisecond, so that what came before and what came after can always be told apart.
 */
public final class VirtualClock implements Time {
    /** 2026-01-01T00:00:00Z. */
    public static final long START_MICROS = 1_767_225_600_000_000L;

    private static final long MICROS_PER_MILLI = 1000;

    private long micros = START_MICROS;

    public long micros() {
        return micros;
    }

    /** A moment later, one that nothing else has. */
    public long tickMicros() {
        return ++micros;
    }

    /** To the beginning of the next millisecond. */
    public void nextMillisecond() {
        micros = (micros / MICROS_PER_MILLI + 1) * MICROS_PER_MILLI;
    }

    public void advanceMillis(long millis) {
        micros += millis * MICROS_PER_MILLI;
    }

    /** To the beginning of that millisecond, unless it is past. */
    public void advanceTo(long epochMillis) {
        micros = Math.max(micros, epochMillis * MICROS_PER_MILLI);
    }

    @Override
    public long milliseconds() {
        return micros / MICROS_PER_MILLI;
    }

    @Override
    public long nanoseconds() {
        return (micros - START_MICROS) * 1000;
    }

    @Override
    public void sleep(long ms) {
        advanceMillis(ms);
    }

    /** There is one thread: what does not hold now cannot come to hold while it waits. */
    @Override
    public void waitObject(Object obj, Supplier<Boolean> condition, long deadlineMs) {
        if (!condition.get()) {
            advanceTo(deadlineMs);
            throw new org.apache.kafka.common.errors.TimeoutException("nothing can change while the one thread waits");
        }
    }
}
