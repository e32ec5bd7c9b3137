package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.TimelineEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The stretch of time that a picture shows.
 *
 * @param title what it shows, one line
 * @param from begin, microseconds since the epoch
 * @param to end, microseconds since the epoch
 * @param origin what the time axis counts from
 * @param closeUp whether stretches in which nothing happens are left out
 */
record Window(String title, long from, long to, long origin, boolean closeUp) {
    /** Events shown before a fault, and after it. */
    private static final int EVENTS_BEFORE = 6;

    private static final int EVENTS_AFTER = 19;
    /** Farther away from the fault than that is never part of a close-up. */
    private static final long REACH_BEFORE_MICROS = 2_000_000;

    private static final long REACH_AFTER_MICROS = 30_000_000;
    /** Fewer events than that are no picture. */
    private static final int EVENTS_MIN = 4;

    /** The whole case. */
    static Window whole(CaseResult result) {
        LongStream times = result.timeline().stream().mapToLong(TimelineEvent::epochMicros);
        var span = times.summaryStatistics();
        long begin = result.startedAtMicros() > 0 ? Math.min(result.startedAtMicros(), span.getMin()) : span.getMin();
        long end = Math.max(begin + result.durationMillis() * 1_000, span.getMax());
        return new Window("The whole case", begin, end, begin, false);
    }

    /** The moment of a fault and what follows, with the events that prove anomalies; empty when too little is known. */
    static Optional<Window> around(FaultOutcome fault, List<TimelineEvent> events, Set<Long> proofs) {
        List<TimelineEvent> near = near(fault.firedAtMicros(), events, proofs);
        if (near.size() < EVENTS_MIN) {
            return Optional.empty();
        }
        long first = near.get(0).epochMicros();
        long last = near.get(near.size() - 1).epochMicros();
        long margin = Math.max(200, Math.min(4_000, (last - first) / 50));
        return Optional.of(new Window(
                "Close-up: " + Describe.fault(fault.fault()),
                Math.min(first, fault.firedAtMicros()) - margin,
                Math.max(last, fault.firedAtMicros()) + margin,
                fault.firedAtMicros(),
                true));
    }

    private static List<TimelineEvent> near(long moment, List<TimelineEvent> events, Set<Long> proofs) {
        List<TimelineEvent> reachable = events.stream()
                .filter(event -> event.epochMicros() >= moment - REACH_BEFORE_MICROS)
                .filter(event -> event.epochMicros() <= moment + REACH_AFTER_MICROS)
                .sorted(Comparator.comparingLong(TimelineEvent::epochMicros))
                .toList();
        int after = (int)
                reachable.stream().filter(event -> event.epochMicros() < moment).count();
        int from = Math.max(0, after - EVENTS_BEFORE);
        int to = Math.min(reachable.size(), after + EVENTS_AFTER);
        for (int i = 0; i < reachable.size(); i++) {
            if (proofs.contains(reachable.get(i).sequence())) {
                from = Math.min(from, i);
                to = Math.max(to, i + 1);
            }
        }
        return reachable.subList(from, to);
    }

    boolean contains(TimelineEvent event) {
        return event.epochMicros() >= from && event.epochMicros() <= to;
    }

    /** Whether any of that time is in the window. */
    boolean overlaps(long begin, long end) {
        return begin <= to && end >= from;
    }
}
