package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target refuses writes because it is overloaded, three times. */
final class TargetThrottled implements Scenario {
    @Override
    public String id() {
        return "target-throttled";
    }

    @Override
    public String title() {
        return "The target refuses writes because it is overloaded, three times";
    }

    @Override
    public String because() {
        return "Every target does this one day. Backing off is right; giving up, sending good records to the dead letter "
                + "queue or dropping them is not.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults("request.answer status=503 code=SlowDown sqlstate=53300 severity=FATAL"
                        + " message=\"too busy\" @ " + CaseOf.writes("#first3")));
    }
}
