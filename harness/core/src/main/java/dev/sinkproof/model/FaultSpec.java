package dev.sinkproof.model;

import java.util.Map;
import java.util.Objects;

/**
 * A fault in a scenario: what is done to the system, and when.
 *
 * @param id unique within the scenario
 * @param kind name of the fault, for example {@code worker.kill}
 * @param trigger when it fires
 * @param settings of the fault, for example {@code recovery=restart}
 */
public record FaultSpec(String id, String kind, TriggerSpec trigger, Map<String, String> settings) {
    public FaultSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(trigger, "trigger");
        settings = Map.copyOf(settings);
    }
}
