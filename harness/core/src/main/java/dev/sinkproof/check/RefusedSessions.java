package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sessions that the target refused before their first request. The link sees requests only, so it is the connector's own warnings that tell of
 * them; a connector that keeps silent about them leaves none.
 */
final class RefusedSessions {
    private static final Pattern REFUSED = Pattern.compile(
            "authentication failed|no pg_hba\\.conf entry|role \\S+ (does not exist|is not permitted to log in)");

    private RefusedSessions() {}

    /** When, in microseconds since the epoch. */
    static List<Long> micros(Evidence evidence) {
        return evidence.logs().map(WorkerLogs::lines).stream()
                .flatMap(List::stream)
                .filter(line -> REFUSED.matcher(line.message()).find())
                .map(LogLine::epochMicros)
                .toList();
    }
}
