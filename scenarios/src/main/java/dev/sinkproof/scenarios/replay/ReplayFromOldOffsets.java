package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The committed offsets are set back to the beginning. */
final class ReplayFromOldOffsets implements Scenario {
    @Override
    public String id() {
        return "replay-from-old-offsets";
    }

    @Override
    public String title() {
        return "The committed offsets are set back to the beginning";
    }

    @Override
    public String because() {
        return "This is how people repair things. Everything comes again, old versions of a key over new ones: what the "
                + "target holds afterwards is what the contract is worth.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("offsets.reset to=earliest @ task.put.enter#12 empty=false"));
    }
}
