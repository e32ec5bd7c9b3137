package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** All records of a partition have one key. */
final class HotKey implements Scenario {
    @Override
    public String id() {
        return "hot-key";
    }

    @Override
    public String title() {
        return "All records of a partition have one key";
    }

    @Override
    public String because() {
        return "Thousands of versions of one row within a batch: whoever writes them in any other order, or in parallel, "
                + "ends with an old one.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).keys(1).faults("worker.kill @ " + CaseOf.ack(3)));
    }
}
