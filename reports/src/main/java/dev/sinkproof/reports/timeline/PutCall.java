package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call of {@code SinkTask.put}, from its entry to its exit.
 *
 * @param enter the entry
 * @param to when it ended, microseconds since the epoch; equal to the entry's time when that is not known
 * @param end how it ended
 * @param exit sequence number of the exit; 0 when there is none
 */
record PutCall(TimelineEvent enter, long to, End end, long exit) {
    /** How a call ended. */
    enum End {
        RETURNED,
        /** The worker was killed while the call was under way. */
        KILLED,
        /** The end is not among the events that were kept. */
        UNKNOWN
    }

    private static final Set<String> WORKER_GONE = Set.of(EventNames.WORKER_KILLED, EventNames.WORKER_EXITED);

    long from() {
        return enter.epochMicros();
    }

    long records() {
        return enter.spans().stream().mapToLong(OffsetSpan::count).sum();
    }

    static boolean part(TimelineEvent event) {
        return enters(event) || event.name().equals(FaultPoint.TASK_PUT_EXIT.id());
    }

    private static boolean enters(TimelineEvent event) {
        return event.name().equals(FaultPoint.TASK_PUT_ENTER.id());
    }

    /** Pairs entries with exits, worker by worker and task by task. */
    static List<PutCall> pair(List<TimelineEvent> inOrder) {
        List<PutCall> calls = new ArrayList<>();
        Map<LaneKey, TimelineEvent> open = new HashMap<>();
        for (TimelineEvent event : inOrder) {
            if (WORKER_GONE.contains(event.name())) {
                killOpen(calls, open, event);
            } else if (enters(event)) {
                unknown(calls, open.put(key(event), event));
            } else if (part(event)) {
                TimelineEvent enter = open.remove(key(event));
                if (enter != null) {
                    calls.add(new PutCall(enter, event.epochMicros(), End.RETURNED, event.sequence()));
                }
            }
        }
        open.values().forEach(enter -> unknown(calls, enter));
        return calls;
    }

    private static LaneKey key(TimelineEvent event) {
        return LaneKey.of(event, LaneKey.Commits.IN_ONE_LANE).get(0);
    }

    private static void unknown(List<PutCall> calls, TimelineEvent enter) {
        if (enter != null) {
            calls.add(new PutCall(enter, enter.epochMicros(), End.UNKNOWN, 0));
        }
    }

    private static void killOpen(List<PutCall> calls, Map<LaneKey, TimelineEvent> open, TimelineEvent gone) {
        String worker = LaneKey.worker(gone);
        open.entrySet().removeIf(entry -> {
            boolean his = entry.getKey().worker().equals(worker);
            if (his) {
                calls.add(new PutCall(entry.getValue(), gone.epochMicros(), End.KILLED, 0));
            }
            return his;
        });
    }
}
