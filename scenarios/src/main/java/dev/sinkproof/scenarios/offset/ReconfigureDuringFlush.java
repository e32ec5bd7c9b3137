package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector gets another configuration while a write is on its way. */
final class ReconfigureDuringFlush implements Scenario {
    @Override
    public String id() {
        return "reconfigure-during-flush";
    }

    @Override
    public String title() {
        return "The connector gets another configuration while a write is on its way";
    }

    @Override
    public String because() {
        return "A new configuration ends all tasks and starts others at the committed offsets, in the middle of whatever "
                + "was going on.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "h: task.hold @ " + CaseOf.ack(3) + " until +800",
                        "c: connector.reconfigure set.consumer.override.max.poll.records=250 after h until task.start#"
                                + CaseOf.tasks(parameters)));
    }
}
