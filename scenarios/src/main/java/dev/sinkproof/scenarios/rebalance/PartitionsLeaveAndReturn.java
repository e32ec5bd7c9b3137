package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;
import java.util.Optional;

/** Partitions are taken from living tasks and come back to the same ones. */
final class PartitionsLeaveAndReturn implements Scenario {
    @Override
    public String id() {
        return "partitions-leave-and-return";
    }

    @Override
    public String title() {
        return "Partitions are taken from living tasks and come back to the same ones";
    }

    @Override
    public String because() {
        return "Connect's own rebalances end the task objects; this one does not. Whatever a task still keeps for a "
                + "partition that it lost is wrong when the partition returns.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String midBatch = "g: group.join @ task.put.enter#5 empty=false until +2500";
        String idle = "g: group.join @ task.put.enter#5 empty=true until +2500";
        return List.of(
                CaseOf.of(this, parameters).variant("eager-mid-batch").faults(midBatch),
                cooperative(parameters).variant("cooperative-mid-batch").faults(midBatch),
                cooperative(parameters).variant("cooperative-idle").faults(idle),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER + "-mid-batch")
                        .consumerProtocol()
                        .faults(midBatch),
                CaseOf.of(this, parameters)
                        .variant(GroupProtocols.CONSUMER + "-idle")
                        .consumerProtocol()
                        .faults(idle),
                cooperative(parameters)
                        .variant("cooperative-retry-pending")
                        .faults(
                                "t: task.throw throwable=retriable @ task.put.exit#first3 empty=false partition=0 offset=>=500",
                                "g: group.join after t until +2500"));
    }

    private CaseOf cooperative(Parameters parameters) {
        return CaseOf.of(this, parameters)
                .config(
                        "consumer.override.partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject, ScenarioSpec variant) {
        return GroupProtocols.notForUnlessChosen(subject, variant);
    }
}
