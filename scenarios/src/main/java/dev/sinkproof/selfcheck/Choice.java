package dev.sinkproof.selfcheck;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.Baseline;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.sinks.flawed.FlawedSink;
import java.util.List;

/**
 * What is to be run.
 *
 * @param sinks the flawed ones
 * @param scenarios as {@link Catalogue} chooses by; empty for the one that must expose each defect
 * @param where in which environment
 * @param jobs how many cases at a time, each in a simulation or an environment of its own
 * @param traps whether things that look wrong and are right are run too
 */
public record Choice(List<FlawedSink> sinks, List<String> scenarios, Where where, int jobs, boolean traps) {
    /** In which environment cases are run. */
    public enum Where {
        /** In the simulation; where that cannot show a defect, its own scenario on real processes. */
        AUTO,
        /** In the simulation only. */
        SIMULATED,
        /** On real processes only. */
        EMBEDDED
    }

    public Choice {
        sinks = List.copyOf(sinks);
        scenarios = List.copyOf(scenarios);
    }

    /** Whether each defect only goes through the scenario that must expose it. */
    boolean ownOnly() {
        return scenarios.isEmpty();
    }

    /** The cases that a flawed sink is to go through. */
    List<ScenarioSpec> cases(FlawedSink sink, SubjectSpec subject, Parameters sizes) {
        return ownOnly() ? own(sink, subject, sizes) : chosen(scenarios, subject, sizes);
    }

    /** The cases of the scenario that must expose a defect. */
    static List<ScenarioSpec> own(FlawedSink sink, SubjectSpec subject, Parameters sizes) {
        return chosen(List.of(sink.scenario()), subject, sizes);
    }

    /** The baseline, which any choice has in front, only where it was chosen. */
    static List<ScenarioSpec> chosen(List<String> scenarios, SubjectSpec subject, Parameters sizes) {
        boolean baseline = scenarios.contains(Baseline.ID) || scenarios.contains(Catalogue.ALL_CASES);
        return Catalogue.select(scenarios, sizes, subject).stream()
                .filter(spec -> baseline || !spec.id().equals(Baseline.ID))
                .toList();
    }
}
