package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target crashes and starts again. */
final class TargetRestart implements Scenario {
    @Override
    public String id() {
        return "target-restart";
    }

    @Override
    public String title() {
        return "The target crashes and starts again";
    }

    @Override
    public String because() {
        return "All sessions break at once, in any state. What had been accepted is there, what had not is not, and the "
                + "connector does not know which is which.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("target.restart @ " + CaseOf.ack(3)));
    }
}
