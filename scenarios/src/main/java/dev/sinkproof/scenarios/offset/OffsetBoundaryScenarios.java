package dev.sinkproof.scenarios.offset;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Around the moment between a write and its offset. */
public final class OffsetBoundaryScenarios {
    private static final List<Scenario> ALL = List.of(
            new CrashBeforeTargetWrite(),
            new CrashAfterTargetWrite(),
            new CrashBetweenFlushAndOffsetCommit(),
            new CrashAfterOffsetCommit(),
            new TaskFailsInPut(),
            new StopDuringFlush(),
            new ReconfigureDuringFlush(),
            new PauseResumeMidBatch(),
            new OffsetCommitRefused(),
            new CoordinatorUnreachable());

    private OffsetBoundaryScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
