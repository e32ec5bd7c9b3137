package dev.sinkproof.simulation.run;

import dev.sinkproof.model.Plan;
import dev.sinkproof.simulation.schedule.CaseFault;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.subject.Subject;
import java.util.List;
import java.util.Objects;

/**
 * A plan that the simulation can carry out.
 *
 * @param plan its faults are those of {@code faults}, its topic is the simulation's
 * @param subject the plan's subject
 * @param topology workers, tasks and how they read
 * @param faults what is done, in the plan's order
 */
public record SimulatedCase(Plan plan, Subject subject, Topology topology, List<CaseFault> faults) {
    public SimulatedCase {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(topology, "topology");
        faults = List.copyOf(faults);
        if (!plan.scenario()
                .faults()
                .equals(faults.stream().map(CaseFault::spec).toList())) {
            throw new IllegalArgumentException("the plan has other faults than are to be simulated");
        }
    }
}
