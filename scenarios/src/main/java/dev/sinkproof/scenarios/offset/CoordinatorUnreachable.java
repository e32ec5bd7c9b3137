package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The group coordinator does not answer for longer than the session lasts. */
final class CoordinatorUnreachable implements Scenario {
    @Override
    public String id() {
        return "coordinator-unreachable";
    }

    @Override
    public String title() {
        return "The group coordinator does not answer for longer than the session lasts";
    }

    @Override
    public String because() {
        return "The task writes on while its group forgets it. When the coordinator is back, the partitions are handed out "
                + "anew from offsets that are old.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults("kafka.refuse api=FIND_COORDINATOR,OFFSET_COMMIT,HEARTBEAT error=COORDINATOR_NOT_AVAILABLE"
                        + " @ task.put.enter#2 until +3000"));
    }
}
