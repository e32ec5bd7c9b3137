package dev.sinkproof.scenarios;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import java.util.List;
import java.util.Optional;

/** A failure case that people ask about. Stateless; its specs may hold placeholders, which the planner fills in. */
public interface Scenario {
    /** Stands for the table (index, prefix) that the run's subject writes to. */
    String TARGET_TABLE = "${target.table}";

    /** Stable id, for example {@code crash-after-target-write}. */
    String id();

    /** One line for people. */
    String title();

    /** Why anyone should care. */
    String because();

    /** What it is about. */
    ScenarioGroup group();

    /** Why it says nothing about a subject, whatever the environment; empty when it does. */
    default Optional<String> notFor(SubjectSpec subject) {
        return Optional.empty();
    }

    /** Why one of its variants says nothing about a subject; empty when it does. */
    default Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return notFor(subject);
    }

    /**
     * The variants to run.
     *
     * @param parameters what the user set with {@code -X}; a scenario takes those it knows
     */
    List<ScenarioSpec> variants(Parameters parameters);
}
