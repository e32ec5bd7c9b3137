package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * A scenario with all its parameters resolved, apart from the workload's seed.
 *
 * @param id stable id in the catalogue, for example {@code crash-after-target-write}
 * @param variant which of the scenario's variants, for example {@code 3rd-write-restart}; empty where there is one only
 * @param title one line for people
 * @param because why anyone should care, one or two sentences
 * @param workers number of Connect workers at the start
 * @param tasks value of {@code tasks.max}
 * @param faults what is done to the system; empty for the baseline
 */
public record ScenarioSpec(
        String id, String variant, String title, String because, int workers, int tasks, List<FaultSpec> faults) {
    public ScenarioSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(because, "because");
        faults = List.copyOf(faults);
    }

    /** Id and variant, unique within a suite: {@code crash-after-target-write/3rd-write-restart}. */
    public String caseId() {
        return variant.isEmpty() ? id : id + "/" + variant;
    }
}
