package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target takes longer than max.poll.interval.ms. */
final class SlowTarget implements Scenario {
    @Override
    public String id() {
        return "slow-target";
    }

    @Override
    public String title() {
        return "The target takes longer than max.poll.interval.ms";
    }

    @Override
    public String because() {
        return "The group throws the task out while it waits, and another one gets the same records from the last "
                + "committed offset. The first wakes up and goes on as if nothing had happened.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .config("consumer.override.max.poll.interval.ms", "3000")
                .faults("task.hold @ " + CaseOf.ack(3) + " until +4500"));
    }
}
