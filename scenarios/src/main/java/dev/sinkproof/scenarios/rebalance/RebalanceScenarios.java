package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Partitions change hands. */
public final class RebalanceScenarios {
    private static final List<Scenario> ALL = List.of(
            new WorkerJoinsMidBatch(),
            new WorkerLeaves(),
            new WorkerKilledOthersTakeOver(),
            new TasksScaled(),
            new ZombieWorker(),
            new RebalanceWhileFlushing(),
            new PartitionsLeaveAndReturn());

    private RebalanceScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
