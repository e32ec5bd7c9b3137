package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Kafka refuses offset commits, or its answer to one is lost. */
final class OffsetCommitRefused implements Scenario {
    @Override
    public String id() {
        return "offset-commit-refused";
    }

    @Override
    public String title() {
        return "Kafka refuses offset commits, or its answer to one is lost";
    }

    @Override
    public String because() {
        return "A commit that fails is not tried again for its own sake, and one whose answer is lost may have been taken "
                + "down. Neither may make the connector skip a record.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("refused")
                        .faults("kafka.refuse api=OFFSET_COMMIT error=COORDINATOR_NOT_AVAILABLE which=times n=3"
                                + " @ task.put.enter#2"),
                CaseOf.of(this, parameters)
                        .variant("answer-lost")
                        .faults("kafka.lose_answer api=OFFSET_COMMIT which=once @ task.put.enter#2"));
    }
}
