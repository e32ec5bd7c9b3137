package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector is paused while producers go on, and has to catch up. */
final class BacklogCatchUp implements Scenario {
    /** So that 20,000 records are still being produced some seconds after the connector went on. */
    private static final int RECORDS_PER_SECOND = 2_000;

    @Override
    public String id() {
        return "backlog-catch-up";
    }

    @Override
    public String title() {
        return "The connector is paused while producers go on, and has to catch up";
    }

    @Override
    public String because() {
        return "After every outage there is a backlog. It must be worked off, while new records keep coming.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .slowly(RECORDS_PER_SECOND)
                .faults("connector.pause @ task.put.enter#3 empty=false until +4000"));
    }
}
