package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * A replay of what was delivered and committed ends for good after a part of it, and the target is judged as it stands then. After
 * {@code confluentinc/kafka-connect-jdbc} PR#1016: each upsert is right in itself, and the table goes back in time.
 */
final class ReplayStopsMidway implements Scenario {
    @Override
    public String id() {
        return "replay-stops-midway";
    }

    @Override
    public String title() {
        return "A replay from the beginning stops midway, for good";
    }

    @Override
    public String because() {
        return "Until a replay has come to its end, a target that takes each record for the newest holds values that were replaced "
                + "long ago, and rows that were deleted. People read it meanwhile, and not every replay comes to its end.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        boolean keyed = subject.contract().writeModel().keyed();
        return keyed && subject.contract().replay() == ReplayPolicy.WRITES_AGAIN
                ? Optional.of("the contract says that a replay writes again what it is given, old versions too"
                        + " (sinkproof.contract.replay=" + ReplayPolicy.WRITES_AGAIN.label() + ")")
                : Optional.empty();
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .judgedAsLeft()
                .faults(
                        "r: offsets.reset to=earliest once=committed @ task.put.enter#1 empty=false",
                        "k: worker.kill @ task.put.exit#8 after r"));
    }
}
