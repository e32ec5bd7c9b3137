package dev.sinkproof.check;

import dev.sinkproof.model.Counts;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts a timeline's events, all of them, as they pass by. */
final class TimelineMeasures implements Consumer<TimelineEvent> {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Steps produced = new Steps();
    private final Steps delivered = new Steps();
    private final Steps acks = new Steps();
    private final Steps latency = new Steps();
    /** One beyond the highest offset that was handed over, by partition. */
    private final Map<String, Long> handedOver = new HashMap<>();
    /** When requests that are under way were sent, by link, connection and cycle. */
    private final Map<String, Long> underWay = new HashMap<>();

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    @Override
    public void accept(TimelineEvent event) {
        first = Math.min(first, event.epochMicros());
        last = Math.max(last, event.epochMicros());
        add(event.name(), 1);
        switch (event.name()) {
            case EventNames.SOURCE_PRODUCED -> produced.add(event.epochMicros(), number(event, "records"));
            case EventNames.FAULT_HEALED -> add(Counts.HEALED, 1);
            default -> FaultPoint.byId(event.name()).ifPresent(point -> passing(point, event));
        }
    }

    private void passing(FaultPoint point, TimelineEvent event) {
        switch (point) {
            case TASK_PUT_ENTER -> delivered(event);
            case TARGET_REQUEST -> requested(event);
            case TARGET_ACK -> answered(event);
            default -> {
                // Counted, and nothing more to say.
            }
        }
    }

    private void delivered(TimelineEvent event) {
        long records = 0;
        for (OffsetSpan span : event.spans()) {
            records += span.count();
            add(Counts.REDELIVERED, again(span));
        }
        add(Counts.DELIVERED, records);
        delivered.add(event.epochMicros(), records);
    }

    /** How many of the span's records lie below what was handed over before. */
    private long again(OffsetSpan span) {
        if (span.count() == 0) {
            return 0;
        }
        String partition = span.topic() + "-" + span.partition();
        long known = handedOver.getOrDefault(partition, 0L);
        handedOver.put(partition, Math.max(known, span.last() + 1));
        long overlap = Math.max(0, Math.min(known, span.last() + 1) - span.first());
        return Math.min(overlap, span.count());
    }

    private void requested(TimelineEvent event) {
        add(Counts.REQUESTS + event.attributes().getOrDefault("kind", "other"), 1);
        underWay.put(cycle(event), event.epochMicros());
    }

    private void answered(TimelineEvent event) {
        acks.add(event.epochMicros(), 1);
        add(Counts.ROWS, number(event, "rows"));
        if (!event.attributes().getOrDefault("outcome", "ok").equals("ok")) {
            add(Counts.REFUSED, 1);
        }
        Long sent = underWay.remove(cycle(event));
        if (sent != null) {
            latency.add(event.epochMicros(), Math.max(0, event.epochMicros() - sent));
        }
    }

    private static String cycle(TimelineEvent event) {
        return event.source() + "/" + event.attributes().get("connection") + "/"
                + event.attributes().get("cycle");
    }

    private void add(String name, long n) {
        counts.merge(name, n, Long::sum);
    }

    private static long number(TimelineEvent event, String attribute) {
        try {
            return Long.parseLong(event.attributes().getOrDefault(attribute, "0"));
        } catch (NumberFormatException e) {
            // Another protocol's events may say something else in words; then there is nothing to add up.
            return 0;
        }
    }

    Map<String, Long> counts() {
        return counts;
    }

    boolean knowsProduction() {
        return !produced.isEmpty();
    }

    List<Long> produced(Measures.Moments moments) {
        return produced.highestAt(moments.micros());
    }

    /** Empty when there is no time that passed. */
    Optional<Measures.Moments> moments() {
        return first < last ? Optional.of(Measures.Moments.between(first, last)) : Optional.empty();
    }

    List<Series> series(Measures.Moments moments) {
        List<Series> all = new ArrayList<>();
        if (knowsProduction()) {
            all.add(moments.series(Series.PRODUCED, "", produced(moments)));
        }
        if (!delivered.isEmpty()) {
            all.add(moments.series(Series.DELIVERED, "", delivered.sumAt(moments.micros())));
        }
        if (!acks.isEmpty()) {
            all.add(moments.series(Series.TARGET_ACKS, "", acks.sumAt(moments.micros())));
            all.add(moments.series(Series.TARGET_LATENCY, "", latency.largestSince(moments.micros())));
        }
        return all;
    }
}
