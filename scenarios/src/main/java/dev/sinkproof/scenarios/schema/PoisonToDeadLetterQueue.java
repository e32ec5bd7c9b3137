package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Records that cannot be read, or not be written, with a dead letter queue set up. */
final class PoisonToDeadLetterQueue implements Scenario {
    @Override
    public String id() {
        return "poison-to-dead-letter-queue";
    }

    @Override
    public String title() {
        return "Records that cannot be read, or not be written, with a dead letter queue set up";
    }

    @Override
    public String because() {
        return "Each must be parked once and say where it comes from, and none of its neighbours with it. Those that "
                + "Connect cannot read are parked by Connect; those that the connector cannot write, by the connector, if it "
                + "knows how.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        long at = CaseOf.amid(parameters);
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("unreadable")
                        .parking()
                        .faults(
                                "value: data.poison partition=0 ordinal=" + at,
                                "key: data.poison_key partition=1 ordinal=" + (at + 1)),
                CaseOf.of(this, parameters)
                        .variant("unwritable")
                        .parking()
                        .faults("data.wrong_type partition=0 ordinal=" + at));
    }
}
