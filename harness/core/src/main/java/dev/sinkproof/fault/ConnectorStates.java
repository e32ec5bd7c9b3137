package dev.sinkproof.fault;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * States of a connector and its tasks as Connect reports them: {@code RUNNING}, {@code PAUSED}, {@code STOPPED}, {@code FAILED} …
 * After a worker was killed they may be out of date.
 *
 * @param connector state of the connector itself
 * @param tasks state of each task that there is
 */
public record ConnectorStates(String connector, SortedMap<Integer, String> tasks) {
    public ConnectorStates {
        tasks = new TreeMap<>(tasks);
    }

    public ConnectorStates(String connector, Map<Integer, String> tasks) {
        this(connector, new TreeMap<>(tasks));
    }

    /** Whether the connector and all of its tasks are in this state. */
    public boolean areAll(String state) {
        return connector.equals(state) && tasks.values().stream().allMatch(state::equals);
    }

    /** For people: {@code PAUSED, task 0 RUNNING}. */
    public String describe() {
        return connector
                + tasks.entrySet().stream()
                        .map(task -> ", task " + task.getKey() + " " + task.getValue())
                        .collect(Collectors.joining());
    }
}
