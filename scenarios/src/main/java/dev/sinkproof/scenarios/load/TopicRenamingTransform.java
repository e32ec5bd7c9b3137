package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** A transformation gives the records another topic before the connector sees them. */
final class TopicRenamingTransform implements Scenario {
    private static final String SUFFIX = "_renamed";

    @Override
    public String id() {
        return "topic-renaming-transform";
    }

    @Override
    public String title() {
        return "A transformation gives the records another topic before the connector sees them";
    }

    @Override
    public String because() {
        return "Offsets belong to the topic that was read, not to the name that a transformation has put there: a "
                + "connector that mixes them up never commits.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .renamed(".*", "$0" + SUFFIX, SUFFIX)
                .faults("worker.kill @ " + CaseOf.ack(3)));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        return CaseOf.notWithTransformation(subject);
    }
}
