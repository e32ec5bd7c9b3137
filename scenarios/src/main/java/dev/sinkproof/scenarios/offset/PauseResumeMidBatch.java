package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector is paused in the middle of a batch and resumed. */
final class PauseResumeMidBatch implements Scenario {
    @Override
    public String id() {
        return "pause-resume-mid-batch";
    }

    @Override
    public String title() {
        return "The connector is paused in the middle of a batch and resumed";
    }

    @Override
    public String because() {
        return "A paused task is still called, with nothing to put, and its offsets are still committed: what it holds "
                + "back must neither be forgotten nor counted as written.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("connector.pause @ " + CaseOf.ack(3) + " until +1500"));
    }
}
