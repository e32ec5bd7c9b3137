package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** Records get an optional field more in the middle of a file, and the worker is killed soon after. */
final class SchemaChangeMidFile implements ObjectScenario {
    @Override
    public String id() {
        return "schema-change-mid-file";
    }

    @Override
    public String title() {
        return "Records get an optional field more in the middle of a file, and the worker is killed soon after";
    }

    @Override
    public String because() {
        return "Formats with one schema for each file must close it there, and a replay must close it "
                + "there again. Otherwise names change, the field is dropped, or the file cannot be read.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String field = "f: data.new_field partition=all ordinal=" + CaseOf.amid(parameters);
        return List.of(
                CaseOf.of(this, parameters).variant("calm").faults(field),
                CaseOf.of(this, parameters).variant("crash").faults(field, "k: worker.kill @ " + CaseOf.ack(6)));
    }
}
