package dev.sinkproof.run;

import java.util.List;

/** Makes one readable line out of a Java stack trace. */
final class TraceText {
    private static final int CAUSE_MAX_CHARS = 600;

    private TraceText() {}

    /** The outermost message and the root cause, or the empty text when there is no trace. */
    static String cause(String trace) {
        if (trace == null || trace.isBlank()) {
            return "";
        }
        List<String> lines = trace.lines().toList();
        String first = lines.get(0).strip();
        String root = lines.stream()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((earlier, later) -> later)
                .map(line ->
                        " — caused by " + line.substring("Caused by: ".length()).strip())
                .orElse("");
        String whole = first + root;
        return whole.length() <= CAUSE_MAX_CHARS ? whole : whole.substring(0, CAUSE_MAX_CHARS) + " …";
    }
}
