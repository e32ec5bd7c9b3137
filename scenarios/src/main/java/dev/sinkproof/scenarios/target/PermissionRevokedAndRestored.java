package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector may not write to its table for a while. */
final class PermissionRevokedAndRestored implements Scenario {
    @Override
    public String id() {
        return "permission-revoked-and-restored";
    }

    @Override
    public String title() {
        return "The connector may not write to its table for a while";
    }

    @Override
    public String because() {
        return "Grants are changed by people. Nothing may be lost meanwhile, and it should show that the connector was "
                + "refused.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("target.revoke @ " + CaseOf.ack(3) + " until +2500"));
    }
}
