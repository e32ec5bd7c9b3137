package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The number of tasks is raised and lowered again. */
final class TasksScaled implements Scenario {
    @Override
    public String id() {
        return "tasks-scaled";
    }

    @Override
    public String title() {
        return "The number of tasks is raised and lowered again";
    }

    @Override
    public String because() {
        return "Each change ends all tasks and deals the partitions out anew.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults("connector.scale tasks=4 @ " + CaseOf.ack(3) + " until task.start#4"));
    }
}
