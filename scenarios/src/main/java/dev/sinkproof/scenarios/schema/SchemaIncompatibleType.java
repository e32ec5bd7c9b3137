package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A producer sends text where all records so far had a whole number. */
final class SchemaIncompatibleType implements Scenario {
    @Override
    public String id() {
        return "schema-incompatible-type";
    }

    @Override
    public String title() {
        return "A producer sends text where all records so far had a whole number";
    }

    @Override
    public String because() {
        return "One producer with another schema is enough. The record cannot be written as it is; whether the connector "
                + "stops, parks or skips it is its policy, that it says so and leaves all others alone is its duty.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).faults("data.wrong_type partition=0 ordinal=" + CaseOf.amid(parameters)));
    }
}
