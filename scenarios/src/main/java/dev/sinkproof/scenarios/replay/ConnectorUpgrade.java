package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The plugin is replaced by another version, and back. */
final class ConnectorUpgrade implements Scenario {
    @Override
    public String id() {
        return "connector-upgrade";
    }

    @Override
    public String title() {
        return "The plugin is replaced by another version, and back";
    }

    @Override
    public String because() {
        return "What the old version left in the target, and in its offsets, is what the new one has to go on with.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String other = parameters.text(Parameters.UPGRADE).orElse("");
        CaseOf upgrade = CaseOf.of(this, parameters);
        return List.of(
                other.isEmpty()
                        ? upgrade.faults()
                                .notFor("the other version is not known: name its plugin with -X upgrade=PLUGIN")
                        : upgrade.faults("plugin.upgrade plugin=\"" + other + "\" @ " + CaseOf.ack(3)));
    }
}
