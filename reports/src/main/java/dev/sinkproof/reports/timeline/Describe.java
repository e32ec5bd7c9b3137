package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.reports.text.Human;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Events in words, the same in the picture's tooltips and in the list of events. */
public final class Describe {
    private Describe() {}

    /** For example {@code p0: 4700–4749, p1: at 120}; empty when the event names no offsets. */
    public static String spans(List<OffsetSpan> spans) {
        return spans.stream().map(Describe::span).collect(Collectors.joining(", "));
    }

    /** Where the first of them begins, for example {@code p0@4700}; empty when there is none. */
    static String begin(List<OffsetSpan> spans) {
        return spans.stream()
                .limit(1)
                .map(span -> span.first() < 0 ? "p" + span.partition() : "p" + span.partition() + "@" + span.first())
                .collect(Collectors.joining());
    }

    private static String span(OffsetSpan span) {
        if (span.first() < 0) {
            return "p" + span.partition();
        }
        if (span.count() == 0) {
            return "p" + span.partition() + ": at " + span.first();
        }
        String range = span.first() == span.last() ? "" + span.first() : span.first() + "–" + span.last();
        return "p" + span.partition() + ": " + range;
    }

    /** Attributes in the order of their names, for example {@code durable=true, passing=3}. */
    public static String attributes(TimelineEvent event) {
        return pairs(event.attributes());
    }

    private static String pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** For example {@code worker.kill at the 3rd target.ack with durable=true}. */
    public static String fault(FaultSpec fault) {
        return fault.kind() + " at the " + trigger(fault.trigger());
    }

    /** For example {@code 3rd target.ack with durable=true}. */
    public static String trigger(TriggerSpec trigger) {
        String passing = unconditional(trigger).describe();
        return trigger.conditions().isEmpty() ? passing : passing + " with " + pairs(trigger.conditions());
    }

    /** One line: what, where, which offsets, when. */
    static String tooltip(TimelineEvent event) {
        String offsets = spans(event.spans());
        return event.name() + " · " + event.source() + (event.task() == null ? "" : " · " + event.task())
                + (offsets.isEmpty() ? "" : " · " + offsets)
                + (event.attributes().isEmpty() ? "" : " · " + attributes(event))
                + " · " + Human.timeOfDay(event.epochMicros());
    }

    private static TriggerSpec unconditional(TriggerSpec trigger) {
        return new TriggerSpec(
                trigger.point(), trigger.occurrence(), trigger.nth(), Map.of(), trigger.after(), trigger.delayMillis());
    }
}
