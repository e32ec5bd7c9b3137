package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** Partitions are taken away while a write is on its way. */
final class RebalanceWhileFlushing implements Scenario {
    @Override
    public String id() {
        return "rebalance-while-flushing";
    }

    @Override
    public String title() {
        return "Partitions are taken away while a write is on its way";
    }

    @Override
    public String because() {
        return "The revocation waits for the write, then asks for offsets and closes. Acknowledgements that come later "
                + "belong to partitions that are somebody else's.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String hold = "h: task.hold @ " + CaseOf.ack(3) + " until +1200";
        String join = "g: group.join after h until +3000";
        return List.of(
                CaseOf.of(this, parameters).faults(hold, join),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER)
                        .consumerProtocol()
                        .faults(hold, join));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return GroupProtocols.notForUnlessChosen(subject, variant);
    }
}
