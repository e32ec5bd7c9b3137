package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** A worker is killed while its task puts, others take over. */
final class WorkerKilledOthersTakeOver implements Scenario {
    @Override
    public String id() {
        return "worker-killed-others-take-over";
    }

    @Override
    public String title() {
        return "A worker is killed while its task puts, others take over";
    }

    @Override
    public String because() {
        return "The successors start at the last committed offset, long before the dead one's connections to the target "
                + "have timed out.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String kill = "worker.kill recovery=takeover @ task.put.enter#6 empty=false";
        return List.of(
                CaseOf.of(this, parameters).workers(2).faults(kill),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER)
                        .consumerProtocol()
                        .workers(2)
                        .faults(kill));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return GroupProtocols.notFor(subject, variant);
    }
}
