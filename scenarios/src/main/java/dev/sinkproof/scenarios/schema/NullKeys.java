package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A record without a key. */
final class NullKeys implements Scenario {
    @Override
    public String id() {
        return "null-keys";
    }

    @Override
    public String title() {
        return "A record without a key";
    }

    @Override
    public String because() {
        return "Whoever appends does not need one. Whoever writes by key cannot write it, and must do what its policy for "
                + "such records says.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).faults("data.null_key partition=0 ordinal=" + CaseOf.amid(parameters)));
    }
}
