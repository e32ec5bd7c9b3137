package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target accepts a write and its answer never arrives. */
final class AckLost implements Scenario {
    @Override
    public String id() {
        return "ack-lost";
    }

    @Override
    public String title() {
        return "The target accepts a write and its answer never arrives";
    }

    @Override
    public String because() {
        return "A timeout says nothing about the write. The connector can only write again, and what is in the target "
                + "twice then was promised once.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).variant("cut").faults("request.cut @ " + CaseOf.ack(3)),
                CaseOf.of(this, parameters)
                        .variant("timeout")
                        .faults("d: request.drop @ " + CaseOf.ack(3), "r: link.reset after d +1500"));
    }
}
