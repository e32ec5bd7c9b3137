package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.Scenario;
import dev.sinkproof.target.s3.S3Target;
import java.util.Optional;

/** A failure case of object stores. */
interface ObjectScenario extends Scenario {
    @Override
    default ScenarioGroup group() {
        return ScenarioGroup.OBJECT;
    }

    @Override
    default Optional<String> notFor(SubjectSpec subject) {
        return subject.target().equals(S3Target.KIND)
                ? Optional.empty()
                : Optional.of("it is about objects and their uploads, which a target of kind " + subject.target()
                        + " does not have");
    }
}
