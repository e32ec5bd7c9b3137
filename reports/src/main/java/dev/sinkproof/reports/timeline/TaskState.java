package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch in which Connect reported a task in one state.
 *
 * @param state as Connect names it
 * @param from when it was first seen, microseconds since the epoch
 * @param to when another was seen, or nothing more is known
 * @param event the first that shows it
 */
record TaskState(String state, long from, long to, TimelineEvent event) {

    /** All stretches, by task and time. */
    static Map<String, List<TaskState>> of(List<TimelineEvent> inOrder, long end) {
        Map<String, List<TaskState>> states = new TreeMap<>();
        Map<String, TimelineEvent> current = new HashMap<>();
        for (TimelineEvent event : inOrder) {
            if (event.name().equals(EventNames.TASK_STATUS) && event.task() != null) {
                add(states, current.put(event.task(), event), event.epochMicros());
            }
        }
        current.values().forEach(last -> add(states, last, end));
        return states;
    }

    private static void add(Map<String, List<TaskState>> states, TimelineEvent began, long until) {
        if (began != null) {
            states.computeIfAbsent(began.task(), key -> new ArrayList<>())
                    .add(new TaskState(
                            began.attributes().getOrDefault("state", "?"), began.epochMicros(), until, began));
        }
    }

    /** Style class: what goes well, what failed, and what neither is. */
    String style() {
        return switch (state) {
            case "RUNNING" -> "up";
            case "FAILED" -> "failed";
            default -> "resting";
        };
    }
}
