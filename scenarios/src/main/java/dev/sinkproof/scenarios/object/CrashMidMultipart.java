package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The worker is killed when some parts of an upload have arrived. */
final class CrashMidMultipart implements ObjectScenario {
    @Override
    public String id() {
        return "crash-mid-multipart";
    }

    @Override
    public String title() {
        return "The worker is killed when some parts of an upload have arrived";
    }

    @Override
    public String because() {
        return "No reader sees the parts, and nothing but the connector will ever remove them. Their "
                + "records must come again, and the upload that will never end must go.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String kill = "k: worker.kill recovery=%s @ " + Multipart.partAccepted(1);
        return List.of(
                Multipart.of(this, parameters).variant("restart").faults(kill.formatted("restart")),
                Multipart.of(this, parameters).variant("takeover").workers(2).faults(kill.formatted("takeover")));
    }
}
