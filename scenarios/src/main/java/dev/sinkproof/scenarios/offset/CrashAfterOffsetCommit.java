package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Map;

/**
 * The worker dies right after Kafka has acknowledged one of the offset commits that Connect makes while the task goes on
 * ({@code mode=async}). Those it makes when partitions are taken away follow a close, after which nothing is held in memory.
 */
final class CrashAfterOffsetCommit implements Scenario {
    @Override
    public String id() {
        return "crash-after-offset-commit";
    }

    @Override
    public String title() {
        return "The worker is killed right after an offset commit was acknowledged";
    }

    @Override
    public String because() {
        return "Nothing below the committed offset is ever read again: whatever the connector still held in memory is lost.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return Crash.variants(this, FaultPoint.OFFSET_COMMIT_ACK, Map.of("error", "none", "mode", "async"), parameters);
    }
}
