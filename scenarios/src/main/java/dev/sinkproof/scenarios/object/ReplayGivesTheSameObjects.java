package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The committed offsets are set back when many objects are there. */
final class ReplayGivesTheSameObjects implements ObjectScenario {
    @Override
    public String id() {
        return "replay-gives-the-same-objects";
    }

    @Override
    public String title() {
        return "The committed offsets are set back when many objects are there";
    }

    @Override
    public String because() {
        return "This is how people repair a bucket. If the second pass cuts the files elsewhere, their "
                + "names differ, and every record in them is there twice.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("offsets.reset to=earliest @ " + CaseOf.ack(8)));
    }
}
