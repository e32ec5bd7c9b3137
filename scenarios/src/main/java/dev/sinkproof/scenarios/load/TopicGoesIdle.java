package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** No more records come: nothing may wait for the next one. */
final class TopicGoesIdle implements Scenario {
    @Override
    public String id() {
        return "topic-goes-idle";
    }

    @Override
    public String title() {
        return "No more records come: nothing may wait for the next one";
    }

    @Override
    public String because() {
        return "What is held back until a batch is full, or a timer that only a record looks at, shows when the topic goes "
                + "quiet.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("noop @ task.put.enter#4 empty=true"));
    }
}
