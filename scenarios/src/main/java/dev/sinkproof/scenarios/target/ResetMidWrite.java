package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connection breaks in the middle of a write. */
final class ResetMidWrite implements Scenario {
    @Override
    public String id() {
        return "reset-mid-write";
    }

    @Override
    public String title() {
        return "The connection breaks in the middle of a write";
    }

    @Override
    public String because() {
        return "Half a request reached the target. What it makes of that is its business; that the batch is there once, "
                + "whole, is the connector's.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("request.cut_midway percent=50 @ " + CaseOf.write(3)));
    }
}
