package dev.sinkproof.scenarios;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import java.util.List;

/** No fault at all. When this fails, nothing can be said about the rest. */
public final class Baseline implements Scenario {
    public static final String ID = "baseline";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "No fault: everything arrives, as it was sent";
    }

    @Override
    public String because() {
        return "A connector that loses or changes records while nothing goes wrong cannot be judged under faults.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.BASELINE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults());
    }
}
