package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Map;

/** The worker dies when a write has left the connector and has not reached the target. */
final class CrashBeforeTargetWrite implements Scenario {
    @Override
    public String id() {
        return "crash-before-target-write";
    }

    @Override
    public String title() {
        return "The worker is killed when a write is on its way and has not reached the target";
    }

    @Override
    public String because() {
        return "The records were handed to the connector and are nowhere else: if their offsets count as done, they are lost.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return Crash.variants(
                this, FaultPoint.TARGET_REQUEST, Map.of("durable", "true", "table", TARGET_TABLE), parameters);
    }
}
