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
    private final Steps producerLatency = new Steps();
    private final Steps writeErrors = new Steps();
    private final Steps denials = new Steps();
    private final ObjectCount objects = new ObjectCount();
    /** Bytes forwarded so far, by link. */
    private final Map<String, Long> forwarded = new HashMap<>();
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
            case EventNames.SOURCE_PRODUCED -> produced(event);
            case EventNames.FAULT_HEALED -> add(Counts.HEALED, 1);
            case EventNames.LINK_DISTURBED ->
                Refusal.of(event).ifPresent(refusal -> refused(refusal, event.epochMicros()));
            default -> FaultPoint.byId(event.name()).ifPresent(point -> passing(point, event));
        }
    }

    private void produced(TimelineEvent event) {
        produced.add(event.epochMicros(), number(event, "records"));
        if (event.attributes().containsKey("slowestMicros")) {
            producerLatency.add(event.epochMicros(), number(event, "slowestMicros"));
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
        forwarded(event);
        underWay.put(cycle(event), event.epochMicros());
    }

    private void answered(TimelineEvent event) {
        acks.add(event.epochMicros(), 1);
        add(Counts.ROWS, number(event, "rows"));
        forwarded(event);
        objects.accepted(event);
        Refusal.of(event).ifPresent(refusal -> refused(refusal, event.epochMicros()));
        Long sent = underWay.remove(cycle(event));
        if (sent != null) {
            latency.add(event.epochMicros(), Math.max(0, event.epochMicros() - sent));
        }
    }

    private void refused(Refusal refusal, long micros) {
        add(Counts.REFUSED, 1);
        switch (refusal) {
            case ACCESS_DENIED -> {
                add(Counts.DENIED, 1);
                denied(micros);
            }
            case WRITE_FAILED -> writeErrors.add(micros, 1);
            case OTHER -> {
                // Counted among the refused, and no failure of a write.
            }
        }
    }

    /** A denial that may have been seen elsewhere than on the link. */
    void denied(long micros) {
        denials.add(micros, 1);
    }

    /** Connections of one link tell their bytes side by side: the highest figure is the latest. */
    private void forwarded(TimelineEvent event) {
        long bytes = number(event, "linkBytesToTarget");
        long more = bytes - forwarded.getOrDefault(event.source(), 0L);
        if (more > 0) {
            forwarded.put(event.source(), bytes);
            add(Counts.BYTES, more);
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
        // That nothing was refused is worth seeing, too; and a target that lets nobody in answers no request.
        if (!acks.isEmpty() || !denials.isEmpty()) {
            all.add(moments.series(Series.WRITE_ERRORS, "", writeErrors.sumAt(moments.micros())));
            all.add(moments.series(Series.ACCESS_DENIALS, "", denials.sumAt(moments.micros())));
        }
        if (!objects.objects().isEmpty() || !objects.uploads().isEmpty()) {
            all.add(moments.series(Series.OBJECTS, "", objects.objects().lastAt(moments.micros())));
            all.add(moments.series(Series.UPLOADS, "", objects.uploads().lastAt(moments.micros())));
        }
        if (!producerLatency.isEmpty()) {
            all.add(moments.series(Series.PRODUCER_LATENCY, "", producerLatency.largestSince(moments.micros())));
        }
        return all;
    }
}
