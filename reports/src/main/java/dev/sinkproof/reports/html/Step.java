package dev.sinkproof.reports.html;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.text.Human;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a story.
 *
 * @param time as the story gives it; empty when the step begins with none
 * @param text what happened
 * @param anchor of the event that shows it; null where that is in another piece of evidence, or not kept
 */
record Step(String time, String text, String anchor) {
    private static final Pattern TIMED = Pattern.compile(
            "^(?:(?:\\d{4}-\\d\\d-\\d\\d[T ])?(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)Z?|([+−-]\\d+(?:\\.\\d+)? ?m?s))"
                    + "(?:[:,]| ·| –)?\\s+(.+)$",
            Pattern.DOTALL);

    static Step of(String line, Anomaly anomaly, String caseAnchor, Map<Long, TimelineEvent> kept) {
        Matcher matcher = TIMED.matcher(line);
        if (!matcher.matches()) {
            return new Step("", line, null);
        }
        String time = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new Step(time, matcher.group(3), anchor(time, anomaly, caseAnchor, kept));
    }

    /** A story's steps carry times only; one that is the time of an event that proves the anomaly is that event. */
    private static String anchor(String time, Anomaly anomaly, String caseAnchor, Map<Long, TimelineEvent> kept) {
        return anomaly.events().stream()
                .filter(kept::containsKey)
                .filter(sequence ->
                        Human.timeOfDay(kept.get(sequence).epochMicros()).equals(time))
                .findFirst()
                .map(sequence -> Anchors.ofEvent(caseAnchor, sequence))
                .orElse(null);
    }
}
