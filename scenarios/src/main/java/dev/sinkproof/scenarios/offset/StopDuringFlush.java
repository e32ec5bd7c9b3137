package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector is stopped while a write is on its way. */
final class StopDuringFlush implements Scenario {
    @Override
    public String id() {
        return "stop-during-flush";
    }

    @Override
    public String title() {
        return "The connector is stopped while a write is on its way";
    }

    @Override
    public String because() {
        return "Every deployment stops connectors. A stop waits for put(), asks for offsets, closes and commits: what is "
                + "thrown away in close() must not have been counted as done.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "h: task.hold @ " + CaseOf.ack(3) + " until +1000",
                        "s: connector.stop after h until task.stop#" + CaseOf.tasks(parameters)));
    }
}
