package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Map;

/** The worker dies after the target accepted a write and before the connector heard of it or an offset was committed. */
final class CrashAfterTargetWrite implements Scenario {
    @Override
    public String id() {
        return "crash-after-target-write";
    }

    @Override
    public String title() {
        return "The worker is killed after the target accepted a write, before the connector heard of it";
    }

    @Override
    public String because() {
        return "The target has the records and Kafka does not know: they will be delivered again. Only a connector that "
                + "recognises what it wrote does not write it twice.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return Crash.variants(
                this,
                FaultPoint.TARGET_ACK,
                Map.of("durable", "true", "outcome", "ok", "table", TARGET_TABLE),
                parameters);
    }
}
