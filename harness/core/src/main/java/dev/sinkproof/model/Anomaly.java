package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * One proven deviation, with what proves it.
 *
 * @param id stable within a case, for example {@code LOST-1}
 * @param kind what kind
 * @param checker id of the checker that found it
 * @param count how many records (or commits, for commit anomalies)
 * @param offsets which, at most {@link #RANGES_MAX} ranges over all partitions
 * @param truncated whether ranges were left out of {@code offsets}
 * @param explanation one sentence that names the first offset and what proves the deviation
 * @param story what happened to one of the records, step by step in time
 * @param events sequence numbers of timeline events that prove it
 * @param culprit who caused it
 * @param remedy what usually causes it in a connector's code or configuration, and what to do; may be empty
 */
public record Anomaly(
        String id,
        AnomalyKind kind,
        String checker,
        long count,
        List<PartitionOffsets> offsets,
        boolean truncated,
        String explanation,
        List<String> story,
        List<Long> events,
        Culprit culprit,
        String remedy) {
    /** Ranges kept in results; the run directory's text files hold all. */
    public static final int RANGES_MAX = 1000;

    public Anomaly {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(checker, "checker");
        offsets = List.copyOf(offsets);
        Objects.requireNonNull(explanation, "explanation");
        story = List.copyOf(story);
        events = List.copyOf(events);
        Objects.requireNonNull(culprit, "culprit");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** The same with another culprit. */
    public Anomaly causedBy(Culprit other) {
        return new Anomaly(id, kind, checker, count, offsets, truncated, explanation, story, events, other, remedy);
    }
}
