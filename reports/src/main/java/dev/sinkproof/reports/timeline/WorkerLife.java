package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch in which a worker process was there, or was gone.
 *
 * @param from begin, microseconds since the epoch
 * @param to end, microseconds since the epoch
 * @param up whether the process was there
 */
record WorkerLife(long from, long to, boolean up) {

    /** Lives of all workers that the events speak of, by worker; all end at {@code end}. */
    static Map<String, List<WorkerLife>> of(List<TimelineEvent> inOrder, long end) {
        Map<String, List<TimelineEvent>> byWorker = new TreeMap<>();
        for (TimelineEvent event : inOrder) {
            String worker = LaneKey.worker(event);
            if (!worker.isEmpty()) {
                byWorker.computeIfAbsent(worker, key -> new ArrayList<>()).add(event);
            }
        }
        Map<String, List<WorkerLife>> lives = new TreeMap<>();
        byWorker.forEach((worker, events) -> lives.put(worker, lives(events, end)));
        return lives;
    }

    private static List<WorkerLife> lives(List<TimelineEvent> events, long end) {
        List<WorkerLife> lives = new ArrayList<>();
        long since = events.get(0).epochMicros();
        boolean up = true;
        for (TimelineEvent event : events) {
            boolean turns = up ? ends(event) : begins(event);
            if (turns) {
                lives.add(new WorkerLife(since, event.epochMicros(), up));
                since = event.epochMicros();
                up = !up;
            }
        }
        lives.add(new WorkerLife(since, Math.max(since, end), up));
        return lives;
    }

    private static boolean ends(TimelineEvent event) {
        return event.name().equals(EventNames.WORKER_KILLED) || event.name().equals(EventNames.WORKER_EXITED);
    }

    /** Where nobody reports a worker to be ready, the first sign of one of its tasks does. */
    private static boolean begins(TimelineEvent event) {
        return event.name().equals(EventNames.WORKER_READY) || event.task() != null;
    }
}
