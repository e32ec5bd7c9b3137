package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The target completes an upload and its answer never arrives. */
final class CompleteAcknowledgementLost implements ObjectScenario {
    @Override
    public String id() {
        return "complete-acknowledgement-lost";
    }

    @Override
    public String title() {
        return "The target completes an upload and its answer never arrives";
    }

    @Override
    public String because() {
        return "The object is there, and a second attempt is told that there is no such upload. That is "
                + "no failure, and no reason to write the records under another name.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String lost = Multipart.completed(1);
        return List.of(
                Multipart.of(this, parameters).variant("cut").faults("c: request.cut @ " + lost),
                Multipart.of(this, parameters)
                        .variant("timeout")
                        .faults("d: request.drop @ " + lost, "r: link.reset after d +1500"));
    }
}
