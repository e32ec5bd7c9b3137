package dev.sinkproof.simulation.run;

import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.simulation.clock.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What happens in a run, in order. */
final class Timeline {
    private final VirtualClock clock;
    private final List<TimelineEvent> events = new ArrayList<>();

    Timeline(VirtualClock clock) {
        this.clock = clock;
    }

    TimelineEvent record(
            String source, String name, String task, List<OffsetSpan> spans, Map<String, String> attributes) {
        TimelineEvent event =
                new TimelineEvent(events.size() + 1L, clock.tickMicros(), source, name, task, spans, attributes);
        events.add(event);
        return event;
    }

    /** How many there were so far. */
    int size() {
        return events.size();
    }

    List<TimelineEvent> events() {
        return List.copyOf(events);
    }
}
