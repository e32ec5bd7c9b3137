package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The connector's password is no longer valid for a while. */
final class CredentialsExpired implements Scenario {
    @Override
    public String id() {
        return "credentials-expired";
    }

    @Override
    public String title() {
        return "The connector's password is no longer valid for a while";
    }

    @Override
    public String because() {
        return "Passwords are rotated. A connector meets that at its next connection, and should be there again once the "
                + "old one is back.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters).faults("target.credentials @ " + CaseOf.ack(3) + " until +2500"));
    }
}
