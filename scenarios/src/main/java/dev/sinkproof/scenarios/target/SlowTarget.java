package dev.sinkproof.scenarios.target;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target takes longer than max.poll.interval.ms: for one write, or for many requests together. */
final class SlowTarget implements Scenario {
    @Override
    public String id() {
        return "slow-target";
    }

    @Override
    public String title() {
        return "The target takes longer than max.poll.interval.ms";
    }

    @Override
    public String because() {
        return "The group throws the task out while it waits, and another one gets the same records from the last "
                + "committed offset. The first wakes up and goes on as if nothing had happened. Where every request takes a "
                + "little longer, for good, whoever makes thousands of them between two polls never gets anywhere.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.AMBIGUOUS_TARGET;
    }

    /** Every request takes so much longer, milliseconds: as if the target lay in another zone. */
    private static final int LONGER = 2;

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                ofThreeSeconds(parameters).variant("one-write").faults("task.hold @ " + CaseOf.ack(3) + " until +4500"),
                // As many keys as records: who makes one request for each key makes thousands of them.
                ofThreeSeconds(parameters)
                        .variant("every-request")
                        .keys(CaseOf.KEYS_ENOUGH)
                        .faultsLast()
                        .faults("link.latency latency=" + LONGER + " @ " + CaseOf.write(1)));
    }

    private CaseOf ofThreeSeconds(Parameters parameters) {
        return CaseOf.of(this, parameters).config("consumer.override.max.poll.interval.ms", "3000");
    }
}
