package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.text.Human;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which lane an event belongs to; the order of lanes is worker by worker, then what all workers share.
 *
 * @param kind what the lane shows
 * @param worker whose lane it is; empty where workers share it
 * @param name of the task or partition; empty where there is one lane only
 */
record LaneKey(Kind kind, String worker, String name) implements Comparable<LaneKey> {
    /** More partitions than that share one lane for offset commits. */
    static final int PARTITION_LANES_MAX = 6;

    private static final String LINK = "link:";
    private static final Set<String> SHARED = Set.of("kafka", "target", "harness");
    private static final Comparator<LaneKey> ORDER = Comparator.comparing((LaneKey key) -> key.worker.isEmpty())
            .thenComparing(LaneKey::worker, Human.natural())
            .thenComparing(LaneKey::kind)
            .thenComparing(LaneKey::name, Human.natural());

    /** What a lane shows, in the order within a worker. */
    enum Kind {
        PROCESS,
        TASK,
        LINK,
        COMMITS,
        SHARED
    }

    static LaneKey process(String worker) {
        return new LaneKey(Kind.PROCESS, worker, "");
    }

    /** The lanes of an event: one, but for a commit of several partitions. */
    static List<LaneKey> of(TimelineEvent event, boolean lanePerPartition) {
        if (event.name().equals(EventNames.OFFSET_COMMITTED)) {
            return commits(event, lanePerPartition);
        }
        String worker = worker(event);
        if (worker.isEmpty()) {
            return List.of(new LaneKey(Kind.SHARED, "", event.source()));
        }
        if (event.source().startsWith(LINK)) {
            return List.of(new LaneKey(Kind.LINK, worker, ""));
        }
        return List.of(event.task() == null ? process(worker) : new LaneKey(Kind.TASK, worker, event.task()));
    }

    private static List<LaneKey> commits(TimelineEvent event, boolean lanePerPartition) {
        if (!lanePerPartition || event.spans().isEmpty()) {
            return List.of(new LaneKey(Kind.COMMITS, "", ""));
        }
        return event.spans().stream()
                .map(span -> new LaneKey(Kind.COMMITS, "", "p" + span.partition()))
                .distinct()
                .toList();
    }

    /** The worker that an event concerns; empty when it concerns none. */
    static String worker(TimelineEvent event) {
        if (event.source().startsWith(LINK)) {
            return event.source().substring(LINK.length());
        }
        return SHARED.contains(event.source()) ? event.attributes().getOrDefault("worker", "") : event.source();
    }

    String label() {
        return switch (kind) {
            case PROCESS -> worker;
            case TASK -> "task " + name;
            case LINK -> "link to target";
            case COMMITS -> name.isEmpty() ? "offset commits" : "commits " + name;
            case SHARED -> name;
        };
    }

    int height() {
        return switch (kind) {
            case PROCESS -> 20;
            case TASK -> 34;
            case LINK -> 24;
            case COMMITS -> 17;
            case SHARED -> 22;
        };
    }

    /** Bars and marks share the lane's height where a task has both. */
    int barsTop() {
        return kind == Kind.TASK ? 3 : 5;
    }

    int barsHeight() {
        return kind == Kind.TASK ? 18 : height() - 10;
    }

    int marksMiddle() {
        return kind == Kind.TASK ? 27 : height() / 2;
    }

    @Override
    public int compareTo(LaneKey other) {
        return ORDER.compare(this, other);
    }
}
