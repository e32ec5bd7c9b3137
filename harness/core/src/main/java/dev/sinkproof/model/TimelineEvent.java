package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened in a run.
 *
 * @param sequence position in the timeline, from 1; the order in which the harness learned of events
 * @param epochMicros when it happened by the clock of its source, microseconds since the epoch
 * @param source where: {@code worker-1}, {@code link:worker-1}, {@code kafka}, {@code target}, {@code harness}
 * @param name what: the id of a {@link FaultPoint}, or one of the names in {@link EventNames}
 * @param task connector task it concerns, for example {@code orders-0}; null where there is none
 * @param spans source offsets it concerns; may be empty
 * @param attributes further facts as text
 */
public record TimelineEvent(
        long sequence,
        long epochMicros,
        String source,
        String name,
        @MayBeNull String task,
        List<OffsetSpan> spans,
        Map<String, String> attributes) {
    public TimelineEvent {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(name, "name");
        spans = List.copyOf(spans);
        attributes = Map.copyOf(attributes);
    }
}
