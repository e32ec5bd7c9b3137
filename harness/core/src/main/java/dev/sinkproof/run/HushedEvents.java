package dev.sinkproof.run;

import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.subject.Redaction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hides secrets in what events tell: connectors put into their errors what they like.
 *
 * @param secrets known ones, wherever they stand; what only looks like one is not searched for here, where thousands pass in a second
 */
record HushedEvents(List<String> secrets) {
    static HushedEvents of(Map<String, String> config) {
        return new HushedEvents(Redaction.secretsIn(config));
    }

    TimelineEvent hush(TimelineEvent event) {
        boolean tells = event.attributes().values().stream().anyMatch(this::tells);
        return tells ? hushed(event) : event;
    }

    private boolean tells(String text) {
        return secrets.stream().anyMatch(text::contains);
    }

    private TimelineEvent hushed(TimelineEvent event) {
        Map<String, String> attributes = event.attributes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Redaction.inText(entry.getValue(), secrets)));
        return new TimelineEvent(
                event.sequence(),
                event.epochMicros(),
                event.source(),
                event.name(),
                event.task(),
                event.spans(),
                attributes);
    }
}
