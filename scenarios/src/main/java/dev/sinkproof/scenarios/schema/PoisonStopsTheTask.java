package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A record that cannot be read, with errors not tolerated. */
final class PoisonStopsTheTask implements Scenario {
    @Override
    public String id() {
        return "poison-stops-the-task";
    }

    @Override
    public String title() {
        return "A record that cannot be read, with errors not tolerated";
    }

    @Override
    public String because() {
        return "The task is to stop in front of it: nothing before it may be missing, nothing behind it counted as done, "
                + "and it must show.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    /** Behind what fills a first file or batch, so that there is something before it that must be counted as done. */
    private static final int PLACE = 1000;

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .config("errors.tolerance", "none")
                .poison(PoisonPolicy.FAIL)
                .faults("data.poison partition=0 ordinal=" + CaseOf.amid(parameters, PLACE)));
    }
}
