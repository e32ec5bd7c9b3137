package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Records get an optional field more, in the middle of a batch. */
final class SchemaFieldAddedMidBatch implements Scenario {
    @Override
    public String id() {
        return "schema-field-added-mid-batch";
    }

    @Override
    public String title() {
        return "Records get an optional field more, in the middle of a batch";
    }

    @Override
    public String because() {
        return "The most harmless change of a schema that there is. Dropping the field, or the record that brings it "
                + "first, is silent damage.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).faults("data.new_field partition=all ordinal=" + CaseOf.amid(parameters)));
    }
}
