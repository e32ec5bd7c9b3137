package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Map;

/** The worker is killed when the task has flushed and the offset commit is not yet sent. */
final class CrashBetweenFlushAndOffsetCommit implements Scenario {
    @Override
    public String id() {
        return "crash-between-flush-and-offset-commit";
    }

    @Override
    public String title() {
        return "The worker is killed when the task has flushed and the offset commit is not yet sent";
    }

    @Override
    public String because() {
        return "Everything is in the target and no offset says so: all of it comes again, and only a connector that "
                + "recognises what it wrote does not write it twice.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return Crash.variants(this, FaultPoint.OFFSET_COMMIT_REQUEST, Map.of("mode", "async"), parameters);
    }
}
