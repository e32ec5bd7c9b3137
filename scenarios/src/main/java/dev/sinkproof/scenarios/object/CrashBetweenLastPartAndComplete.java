package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The worker is killed when all parts have arrived and the upload is not completed. */
final class CrashBetweenLastPartAndComplete implements ObjectScenario {
    @Override
    public String id() {
        return "crash-between-last-part-and-complete";
    }

    @Override
    public String title() {
        return "The worker is killed when all parts have arrived and the upload is not completed";
    }

    @Override
    public String because() {
        return "All bytes are there and there is no object. Whoever counted them as written has lost "
                + "them; whoever leaves them pays for them for ever.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String kill = "k: worker.kill recovery=%s @ " + Multipart.complete("#1");
        return List.of(
                Multipart.of(this, parameters).variant("restart").faults(kill.formatted("restart")),
                Multipart.of(this, parameters).variant("takeover").workers(2).faults(kill.formatted("takeover")));
    }
}
