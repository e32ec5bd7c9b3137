package dev.sinkproof.run;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events of a timeline that a report can show: everything that an anomaly points to and everything that is rare, and
 * of the rest (batches, polls, requests) an even share, as many as fit.
 *
 * @param events in order of time
 * @param total events in the timeline
 */
record TimelineExcerpt(List<TimelineEvent> events, long total) {
    private static final Set<String> RARE = Set.of(
            EventNames.PHASE,
            EventNames.FAULT_FIRED,
            EventNames.FAULT_HEALED,
            EventNames.WORKER_READY,
            EventNames.WORKER_KILLED,
            EventNames.WORKER_EXITED,
            EventNames.AGENT_CONNECTED,
            EventNames.LINK_CLOSED,
            EventNames.TASK_STATUS,
            EventNames.LAG_ZERO,
            "task.start",
            "task.open",
            "task.close",
            "task.stop",
            "rewind",
            "rebalance.revoked",
            "rebalance.lost",
            "rebalance.assigned");

    static TimelineExcerpt of(EvidenceStream<TimelineEvent> timeline, List<CheckResult> checks) throws IOException {
        Set<Long> needed = new HashSet<>();
        checks.forEach(check -> check.anomalies().forEach(anomaly -> needed.addAll(anomaly.events())));
        List<TimelineEvent> kept = new ArrayList<>();
        List<TimelineEvent> frequent = new ArrayList<>();
        long[] total = {0};
        timeline.forEach(event -> {
            total[0]++;
            boolean keep = needed.contains(event.sequence()) || RARE.contains(event.name());
            (keep ? kept : frequent).add(event);
        });
        int room = Math.max(0, CaseResult.TIMELINE_MAX - kept.size());
        List<TimelineEvent> events = Stream.concat(kept.stream(), evenShare(frequent, room))
                .sorted(Comparator.comparingLong(TimelineEvent::epochMicros).thenComparingLong(TimelineEvent::sequence))
                .toList();
        return new TimelineExcerpt(events, total[0]);
    }

    private static Stream<TimelineEvent> evenShare(List<TimelineEvent> events, int room) {
        if (events.size() <= room) {
            return events.stream();
        }
        return Stream.iterate(0, index -> index < room, index -> index + 1)
                .map(index -> events.get((int) ((long) index * events.size() / room)));
    }
}
