package dev.sinkproof.scenarios.load;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import dev.sinkproof.workload.SourceTopics;
import java.util.List;
import java.util.Optional;

/** Records of two topics go to one target, and the worker is killed in between. */
final class TwoTopicsOneTarget implements Scenario {
    private static final String SUFFIX = "_both";
    private static final int TOPICS = 2;

    @Override
    public String id() {
        return "two-topics-one-target";
    }

    @Override
    public String title() {
        return "Two topics go to one target, the same partitions and offsets among them, and the worker is killed";
    }

    @Override
    public String because() {
        return "Both topics have a partition 0 with an offset 0. A connector that keeps positions, names objects or knows duplicates by partition "
                + "and offset, or by the target's name, takes one record for the other. Here partitions are counted on: those of the second topic "
                + "come behind those of the first.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.LOAD;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        if (parameters.number(Parameters.PARTITIONS, 1, TOPICS) < TOPICS) {
            return List.of();
        }
        return List.of(CaseOf.of(this, parameters)
                .twoTopics()
                .renamed("^(.+?)(?:" + SourceTopics.SECOND + ")?$", "$1" + SUFFIX, SUFFIX)
                .faults("worker.kill @ " + CaseOf.ack(3)));
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        if (!subject.config().getOrDefault("topics", "").contains("${source.topics}")) {
            return Optional.of("the subject reads one topic only: its setting topics is not ${source.topics}");
        }
        return CaseOf.notWithTransformation(subject);
    }
}
