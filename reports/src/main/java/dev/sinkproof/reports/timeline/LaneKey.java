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
    private static final String CONNECT = "connect";
    private static final Set<String> SHARED = Set.of("kafka", "target", "harness", CONNECT);
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
        STATUS,
        PARTITION,
        CHART,
        /** A chart on which nothing ever happened. */
        FLAT_CHART,
        SHARED
    }

    /** How commits are shown. */
    enum Commits {
        /** All in one lane: what matters is whether anything was committed. */
        IN_ONE_LANE,
        /** A lane for each partition. */
        BY_PARTITION,
        /** In each partition's lane, against what was durable. */
        IN_CHARTS
    }

    static LaneKey partition(int partition) {
        return new LaneKey(Kind.PARTITION, "", "p" + partition);
    }

    static LaneKey status(String task) {
        return new LaneKey(Kind.STATUS, "", task);
    }

    static LaneKey chart(Measured measured, boolean flat) {
        return new LaneKey(flat ? Kind.FLAT_CHART : Kind.CHART, "", measured.lane());
    }

    static LaneKey process(String worker) {
        return new LaneKey(Kind.PROCESS, worker, "");
    }

    /** The lanes of an event: one, but for a commit of several partitions. */
    static List<LaneKey> of(TimelineEvent event, Commits shown) {
        if (event.name().equals(EventNames.OFFSET_COMMITTED)) {
            return commits(event, shown);
        }
        if (event.name().equals(EventNames.TASK_STATUS) && event.task() != null) {
            return List.of(status(event.task()));
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

    private static List<LaneKey> commits(TimelineEvent event, Commits shown) {
        if (shown == Commits.IN_ONE_LANE || event.spans().isEmpty()) {
            return List.of(new LaneKey(Kind.COMMITS, "", ""));
        }
        Kind kind = shown == Commits.IN_CHARTS ? Kind.PARTITION : Kind.COMMITS;
        return event.spans().stream()
                .map(span -> new LaneKey(kind, "", "p" + span.partition()))
                .distinct()
                .toList();
    }

    /** The worker that an event concerns; empty when it concerns none. */
    static String worker(TimelineEvent event) {
        if (event.source().startsWith(LINK)) {
            return event.source().substring(LINK.length());
        }
        if (event.source().equals(CONNECT)) {
            // Connect names a worker by its address.
            return "";
        }
        return SHARED.contains(event.source()) ? event.attributes().getOrDefault("worker", "") : event.source();
    }

    String label() {
        return switch (kind) {
            case PROCESS -> worker;
            case TASK -> "task " + name;
            case LINK -> "link to target";
            case COMMITS -> name.isEmpty() ? "offset commits" : "commits " + name;
            case STATUS -> "status " + name;
            case PARTITION -> "partition " + name.substring(1);
            case CHART, FLAT_CHART, SHARED -> name;
        };
    }

    int height() {
        return switch (kind) {
            case PROCESS -> 20;
            case TASK -> 34;
            case LINK -> 24;
            case COMMITS -> 17;
            case STATUS -> 18;
            case PARTITION -> 58;
            case CHART -> 48;
            case FLAT_CHART -> 24;
            case SHARED -> 22;
        };
    }

    /** Bars and marks share the lane's height where a task has both. */
    int barsTop() {
        return switch (kind) {
            case TASK -> 3;
            case STATUS -> 4;
            case PARTITION -> 6;
            default -> 5;
        };
    }

    int barsHeight() {
        return switch (kind) {
            case TASK -> 18;
            case STATUS -> 10;
            case PARTITION -> 12;
            default -> height() - 10;
        };
    }

    int marksMiddle() {
        return switch (kind) {
            case TASK -> 27;
            case PARTITION -> 12;
            default -> height() / 2;
        };
    }

    /** Where a chart begins, from the lane's top; it ends a little above the lane's end. */
    int chartTop() {
        return kind == Kind.PARTITION ? 22 : 6;
    }

    /** Where the lane's name stands, from its top. */
    double nameBaseline() {
        return switch (kind) {
            case PARTITION -> 16;
            case CHART -> 18;
            default -> height() / 2.0 + 4;
        };
    }

    @Override
    public int compareTo(LaneKey other) {
        return ORDER.compare(this, other);
    }
}
