package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The broker restarts while a backlog is worked off. */
final class BrokerRestartDuringCatchUp implements Scenario {
    @Override
    public String id() {
        return "broker-restart-during-catch-up";
    }

    @Override
    public String title() {
        return "The broker restarts while a backlog is worked off";
    }

    @Override
    public String because() {
        return "Consumers, coordinator and offset commits all break at once when there is most to lose.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "p: connector.pause @ task.put.enter#3 empty=false until +2500",
                        "b: broker.kill @ task.put.enter#2 empty=false after p.healed"));
    }
}
