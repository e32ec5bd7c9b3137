package dev.sinkproof.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Control goes through a fault point.
 *
 * @param point which
 * @param task connector task such as {@code orders-0}; null on a thread that is not a task's
 * @param spans source offsets that go through
 * @param attributes further facts
 * @param epochMicros wall clock, microseconds since the epoch
 */
record Passing(Point point, String task, List<Span> spans, Map<String, String> attributes, long epochMicros) {
    static Passing now(Point point, String task, List<Span> spans, Map<String, String> attributes) {
        return new Passing(point, task, spans, attributes, nowMicros());
    }

    static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1000;
    }
}
