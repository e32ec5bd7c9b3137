package dev.sinkproof.evidence;

import java.util.List;

/**
 * Warnings and errors in the workers' logs during a run.
 *
 * @param lines by worker, in the order of its log
 * @param leftOut how many more there were
 */
public record WorkerLogs(List<LogLine> lines, long leftOut) {
    public WorkerLogs {
        lines = List.copyOf(lines);
    }
}
