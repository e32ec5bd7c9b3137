package dev.sinkproof.model;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A fault in a scenario: what is done to the system, when, and when it is undone.
 *
 * @param id unique within the scenario
 * @param kind name of the fault, for example {@code worker.kill}
 * @param trigger when it fires
 * @param settings of the fault, for example {@code recovery=restart}
 * @param heal when it is undone, counted from when it first fired; null: when the safety phase is over
 */
public record FaultSpec(
        String id,
        String kind,
        TriggerSpec trigger,
        Map<String, String> settings,
        @MayBeNull @Since(1) TriggerSpec heal) {
    public FaultSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(trigger, "trigger");
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }

    /** A fault that is undone when the safety phase is over. */
    public FaultSpec(String id, String kind, TriggerSpec trigger, Map<String, String> settings) {
        this(id, kind, trigger, settings, null);
    }

    /** The same with another value for a setting. */
    public FaultSpec with(String setting, String value) {
        Map<String, String> others = new TreeMap<>(settings);
        others.put(setting, value);
        return new FaultSpec(id, kind, trigger, others, heal);
    }

    /** The same fault, undone at a moment of its own. */
    public FaultSpec until(TriggerSpec moment) {
        return new FaultSpec(id, kind, trigger, settings, moment);
    }
}
