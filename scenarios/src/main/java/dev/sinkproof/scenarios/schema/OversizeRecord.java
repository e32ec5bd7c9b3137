package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A record that is a thousand times larger than the others. */
final class OversizeRecord implements Scenario {
    @Override
    public String id() {
        return "oversize-record";
    }

    @Override
    public String title() {
        return "A record that is a thousand times larger than the others";
    }

    @Override
    public String because() {
        return "Limits of drivers, columns and requests show with the largest record, not with the average one.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).faults("data.oversize partition=0 ordinal=" + CaseOf.amid(parameters)));
    }
}
