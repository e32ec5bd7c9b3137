package dev.sinkproof.scenarios.load;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Load and time. */
public final class LoadScenarios {
    private static final List<Scenario> ALL = List.of(
            new BacklogCatchUp(),
            new BrokerRestartDuringCatchUp(),
            new TopicGoesIdle(),
            new HotKey(),
            new TopicRenamingTransform(),
            new TwoTopicsOneTarget());

    private LoadScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
