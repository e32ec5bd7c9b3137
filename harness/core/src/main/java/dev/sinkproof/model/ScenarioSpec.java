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
 * @param group what it is about; null in a scenario that belongs nowhere
 * @param setup what it wants otherwise than subject and command line say; null for nothing
 * @param notFor why it says nothing about this subject; empty when it does
 */
public record ScenarioSpec(
        String id,
        String variant,
        String title,
        String because,
        int workers,
        int tasks,
        List<FaultSpec> faults,
        @MayBeNull @Since(2) ScenarioGroup group,
        @MayBeNull @Since(2) ScenarioSetup setup,
        @MayBeNull @Since(2) String notFor) {
    public ScenarioSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(because, "because");
        faults = List.copyOf(faults);
        group = group == null ? ScenarioGroup.CUSTOM : group;
        setup = setup == null ? ScenarioSetup.NONE : setup;
        notFor = notFor == null ? "" : notFor;
    }

    /** A scenario of no group that leaves subject and workload as they are. */
    public ScenarioSpec(
            String id, String variant, String title, String because, int workers, int tasks, List<FaultSpec> faults) {
        this(id, variant, title, because, workers, tasks, faults, null, null, null);
    }

    /** Id and variant, unique within a suite: {@code crash-after-target-write/3rd-write-restart}. */
    public String caseId() {
        return variant.isEmpty() ? id : id + "/" + variant;
    }

    /** The same with these faults. */
    public ScenarioSpec withFaults(List<FaultSpec> others) {
        return new ScenarioSpec(id, variant, title, because, workers, tasks, others, group, setup, notFor);
    }

    /** The same for a subject about which it says nothing. */
    public ScenarioSpec notFor(String reason) {
        return new ScenarioSpec(id, variant, title, because, workers, tasks, faults, group, setup, reason);
    }
}
