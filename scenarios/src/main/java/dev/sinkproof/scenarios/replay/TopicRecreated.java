package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TopicRecreation;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * The source topic is deleted, and another of that name is created. The new one gets fewer records than the first had: Kafka sends a
 * consumer that stands behind its end back to its beginning, so that what is missing in the target is the connector's doing.
 */
final class TopicRecreated implements Scenario {
    private static final String STOPPED = "stopped";
    private static final String RUNNING = "running";
    private static final String OFFSETS_RESET = "offsets-reset";

    @Override
    public String id() {
        return "topic-recreated";
    }

    @Override
    public String title() {
        return "The source topic is deleted, and another of that name is created";
    }

    @Override
    public String because() {
        return "Its offsets begin at 0 again, while the target holds those of the first topic. Whoever recognises what was "
                + "written before by its offset alone takes all that is new for old, and drops it.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String first = " @ task.put.enter#1 empty=false";
        return List.of(
                CaseOf.of(this, parameters)
                        .variant(STOPPED)
                        .faults("topic.recreate connector=stopped" + first + " until +500"),
                CaseOf.of(this, parameters).variant(RUNNING).faults("topic.recreate connector=running" + first),
                CaseOf.of(this, parameters)
                        .variant(OFFSETS_RESET)
                        .faults("topic.recreate connector=stopped offsets=forgotten" + first + " until +500"));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return switch (subject.contract().topicRecreation()) {
            case UNSTATED -> Optional.empty();
            case NEEDS_RESET ->
                variant.variant().equals(OFFSETS_RESET)
                        ? Optional.empty()
                        : Optional.of("the contract says that offsets must be reset first ("
                                + said(TopicRecreation.NEEDS_RESET) + ")");
            case EXCLUDED ->
                Optional.of("the contract excludes that a topic is created again under its name ("
                        + said(TopicRecreation.EXCLUDED) + ")");
        };
    }

    private static String said(TopicRecreation policy) {
        return "sinkproof.contract.topic-recreation=" + policy.label();
    }
}
