package dev.sinkproof.run;

import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.subject.Redaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the warnings and errors out of the lines of workers' logs. Of each logger of a worker the first few are kept, so that one that
 * floods the log does not keep others out.
 */
final class WarningLines {
    /** Lines of one logger, worker and level that are kept. */
    static final int OF_LOGGER_MAX = 50;
    /** Lines that are kept altogether. */
    static final int LINES_MAX = 2_000;

    static final int MESSAGE_MAX_CHARS = 500;

    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (WARN|ERROR|FATAL) (\\S+) \\[(.*?)] (.*)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final List<String> secrets;
    private final List<LogLine> lines = new ArrayList<>();
    private final Map<String, Integer> ofLogger = new HashMap<>();
    private long leftOut;

    WarningLines(Map<String, String> config) {
        this.secrets = Redaction.secretsIn(config);
    }

    /** A line of a worker's log; one that is no warning, or the rest of a longer message, is passed over. */
    void add(String worker, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String level = matcher.group(2);
        String logger = matcher.group(3);
        if (lines.size() >= LINES_MAX
                || ofLogger.merge(worker + " " + level + " " + logger, 1, Integer::sum) > OF_LOGGER_MAX) {
            leftOut++;
            return;
        }
        lines.add(new LogLine(
                micros(matcher.group(1)), worker, level, logger, matcher.group(4), shown(matcher.group(5))));
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(time, TIME));
    }

    private String shown(String message) {
        String hidden = Redaction.inText(message, secrets);
        return hidden.length() <= MESSAGE_MAX_CHARS ? hidden : hidden.substring(0, MESSAGE_MAX_CHARS) + " …";
    }

    WorkerLogs logs() {
        return new WorkerLogs(lines, leftOut);
    }
}
