package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The target is too busy to make an object, three times. */
final class ThrottledAtComplete implements ObjectScenario {
    @Override
    public String id() {
        return "throttled-at-complete";
    }

    @Override
    public String title() {
        return "The target is too busy to make an object, three times";
    }

    @Override
    public String because() {
        return "The file is closed, the next one is open already, and the failure belongs to neither. A "
                + "connector that logs it and goes on has lost a file.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String busy = "t: request.answer status=503 code=SlowDown message=\"Please reduce your request rate.\" @ ";
        return List.of(
                Multipart.of(this, parameters).variant("multipart").faults(busy + Multipart.complete("#first3")),
                CaseOf.of(this, parameters)
                        .variant("one-request")
                        .faults(busy + "target.request#first3 operation=PutObject"));
    }
}
