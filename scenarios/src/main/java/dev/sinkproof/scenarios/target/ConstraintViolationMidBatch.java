package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** The target refuses one row of a batch, for ever. */
final class ConstraintViolationMidBatch implements Scenario {
    @Override
    public String id() {
        return "constraint-violation-mid-batch";
    }

    @Override
    public String title() {
        return "The target refuses one row of a batch, for ever";
    }

    @Override
    public String because() {
        return "The other rows are good. Retrying all of them for ever, parking the whole batch, or skipping the row "
                + "without a word are the three usual defects.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String refused = "data.nul_text partition=0 ordinal=" + CaseOf.amid(parameters);
        return List.of(
                CaseOf.of(this, parameters).variant("as-configured").faults(refused),
                CaseOf.of(this, parameters).variant("parked").parking().faults(refused));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        return subject.target().equals("postgresql")
                ? Optional.empty()
                : Optional.of("a target of kind " + subject.target() + " refuses no value that the workload has");
    }
}
