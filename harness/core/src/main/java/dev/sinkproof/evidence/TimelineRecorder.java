package dev.sinkproof.evidence;

import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.util.List;
import java.util.Map;

/** Takes down what happens in a run. Safe for use by many threads; the sequence is the order of the calls. */
@FunctionalInterface
public interface TimelineRecorder {
    /** Takes down an event and gives it its place, whatever sequence it had. */
    TimelineEvent append(TimelineEvent event);

    /**
     * Takes down an event.
     *
     * @param epochMicros when it happened, by the clock of its source
     * @param task the connector task it concerns, or null
     */
    default TimelineEvent record(
            long epochMicros,
            String source,
            String name,
            String task,
            List<OffsetSpan> spans,
            Map<String, String> attributes) {
        return append(new TimelineEvent(0, epochMicros, source, name, task, spans, attributes));
    }

    /** Takes down an event of the harness's own, now. */
    default TimelineEvent record(String source, String name, Map<String, String> attributes) {
        return record(Clock.epochMicros(), source, name, null, List.of(), attributes);
    }
}
