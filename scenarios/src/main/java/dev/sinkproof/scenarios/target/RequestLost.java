package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A write is lost on its way to the target. */
final class RequestLost implements Scenario {
    @Override
    public String id() {
        return "request-lost";
    }

    @Override
    public String title() {
        return "A write is lost on its way to the target";
    }

    @Override
    public String because() {
        return "The opposite of a lost answer, and to the connector it looks the same: it must write again, or the records "
                + "are gone.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).variant("cut").faults("request.cut @ " + CaseOf.write(3)),
                CaseOf.of(this, parameters)
                        .variant("timeout")
                        .faults("d: request.drop @ " + CaseOf.write(3), "r: link.reset after d +1500"));
    }
}
