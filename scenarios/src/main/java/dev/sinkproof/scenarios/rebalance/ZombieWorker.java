package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** A worker stands still past its session and wakes up when others have taken over. */
final class ZombieWorker implements Scenario {
    @Override
    public String id() {
        return "zombie-worker";
    }

    @Override
    public String title() {
        return "A worker stands still past its session and wakes up when others have taken over";
    }

    @Override
    public String because() {
        return "A long garbage collection or a stopped machine is no crash: it goes on in the middle of a write that is no "
                + "longer its own.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String pause = "worker.pause @ " + CaseOf.write(3) + " until rebalance.assigned#2";
        return List.of(
                CaseOf.of(this, parameters).workers(2).faults(pause),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER)
                        .consumerProtocol()
                        .workers(2)
                        .faults(pause));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return GroupProtocols.notForUnlessChosen(subject, variant);
    }
}
