package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** No key comes twice: every record's every field is read back. */
final class TypesAndPrecision implements Scenario {
    @Override
    public String id() {
        return "types-and-precision";
    }

    @Override
    public String title() {
        return "No key comes twice: every record's every field is read back";
    }

    @Override
    public String because() {
        return "Where rows are replaced only the last version of a key is seen. Here nothing hides a decimal that went "
                + "through a double, or microseconds cut to milliseconds.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).keys(CaseOf.KEYS_ENOUGH).faults());
    }
}
