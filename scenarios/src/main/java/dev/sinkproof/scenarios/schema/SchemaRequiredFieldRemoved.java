package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** A producer leaves out a field that every record must have. */
final class SchemaRequiredFieldRemoved implements Scenario {
    @Override
    public String id() {
        return "schema-required-field-removed";
    }

    @Override
    public String title() {
        return "A producer leaves out a field that every record must have";
    }

    @Override
    public String because() {
        return "Without a registry nothing keeps a producer from it. A value that the connector makes up, or the one that "
                + "the key's row had before, is damage that nobody sees.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults("data.missing_field partition=0 ordinal=" + CaseOf.amid(parameters)));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        return subject.target().equals("postgresql")
                ? Optional.empty()
                : Optional.of("a target of kind " + subject.target() + " has no columns that must have a value");
    }
}
