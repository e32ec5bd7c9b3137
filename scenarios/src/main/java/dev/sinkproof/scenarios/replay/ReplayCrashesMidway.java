package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The worker is killed in the middle of a replay. */
final class ReplayCrashesMidway implements Scenario {
    @Override
    public String id() {
        return "replay-crashes-midway";
    }

    @Override
    public String title() {
        return "The worker is killed in the middle of a replay";
    }

    @Override
    public String because() {
        return "A replay is when most is in the target already. A crash then mixes what was written before, again and not "
                + "yet.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "r: offsets.reset to=earliest @ task.put.enter#12 empty=false",
                        "k: worker.kill @ " + CaseOf.ack(2) + " after r"));
    }
}
