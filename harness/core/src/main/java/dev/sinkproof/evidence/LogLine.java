package dev.sinkproof.evidence;

import java.util.Objects;

/**
 * A warning or an error in a worker's log.
 *
 * @param epochMicros when it was logged, microseconds since the epoch
 * @param worker whose log
 * @param level {@code WARN}, {@code ERROR} or {@code FATAL}
 * @param logger full name
 * @param thread that logged it; Connect names a task's thread after its connector and number
 * @param message its first line, without secrets
 */
public record LogLine(long epochMicros, String worker, String level, String logger, String thread, String message) {
    public LogLine {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(logger, "logger");
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(message, "message");
    }
}
