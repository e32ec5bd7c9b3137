package dev.sinkproof.run;

import java.util.List;

/** Makes one readable line out of a Java stack trace. */
final class TraceText {
    private static final int CAUSE_MAX_CHARS = 600;
    private static final String CAUSED_BY = "Caused by: ";

    private TraceText() {}

    /**
     * The messages of the trace's causes, outermost first; the outermost exception itself is Connect's own wrapping and is
     * shown only where it has no cause. The empty text when there is no trace.
     */
    static String cause(String trace) {
        if (trace == null || trace.isBlank()) {
            return "";
        }
        List<String> causes = trace.lines()
                .filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()).strip())
                .toList();
        String whole =
                causes.isEmpty() ? trace.lines().findFirst().orElse("").strip() : String.join(" — caused by ", causes);
        return whole.length() <= CAUSE_MAX_CHARS ? whole : whole.substring(0, CAUSE_MAX_CHARS) + " …";
    }
}
