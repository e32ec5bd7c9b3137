package dev.sinkproof.scenarios.replay;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Old offsets, gaps and lost history. */
public final class ReplayScenarios {
    private static final List<Scenario> ALL = List.of(
            new ReplayFromOldOffsets(),
            new ReplayCrashesMidway(),
            new ReplayStopsMidway(),
            new TopicRecreated(),
            new RetentionOvertakesTheSink(),
            new AbortedTransactionsAndGaps(),
            new ConnectorUpgrade());

    private ReplayScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
