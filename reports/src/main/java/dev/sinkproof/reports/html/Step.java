package dev.sinkproof.reports.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a story.
 *
 * @param time as the story gives it; empty when the step begins with none
 * @param text what happened
 */
record Step(String time, String text) {
    private static final Pattern TIMED = Pattern.compile(
            "^(?:(?:\\d{4}-\\d\\d-\\d\\d[T ])?(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)Z?|([+−-]\\d+(?:\\.\\d+)? ?m?s))"
                    + "(?:[:,]| ·| –)?\\s+(.+)$",
            Pattern.DOTALL);

    static Step of(String line) {
        Matcher matcher = TIMED.matcher(line);
        if (!matcher.matches()) {
            return new Step("", line);
        }
        return new Step(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), matcher.group(3));
    }
}
