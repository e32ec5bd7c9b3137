package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** Another worker joins in the middle of a batch. */
final class WorkerJoinsMidBatch implements Scenario {
    @Override
    public String id() {
        return "worker-joins-mid-batch";
    }

    @Override
    public String title() {
        return "Another worker joins in the middle of a batch";
    }

    @Override
    public String because() {
        return "Scaling out moves tasks: they are stopped here and started there, at the committed offsets.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String joins = "worker.join @ " + CaseOf.ack(3);
        return List.of(
                CaseOf.of(this, parameters).faults(joins),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER)
                        .consumerProtocol()
                        .faults(joins));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return GroupProtocols.notFor(subject, variant);
    }
}
