package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;
import java.util.Optional;

/** Whether most records come to lie in objects of the size that was promised: in peace, and while partitions move. */
final class ManySmallFiles implements ObjectScenario {
    @Override
    public String id() {
        return "many-small-files";
    }

    @Override
    public String title() {
        return "Objects are as large as was promised, in peace and while partitions move";
    }

    @Override
    public String because() {
        return "Every object is paid for when it is written, listed and read. A connector that makes objects of what is open at each "
                + "commit or rebalance loses nothing, and costs a hundred times as much as was reckoned.";
    }

    @Override
    public Optional<String> notFor(SubjectSpec subject) {
        return ObjectScenario.super
                .notFor(subject)
                .or(() -> subject.contract().objects().recordsLeast() > 0
                        ? Optional.empty()
                        : Optional.of(
                                "the contract promises no size: sinkproof.contract.object-records is not stated"));
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).variant("calm").faults("n: noop @ " + CaseOf.ack(1)),
                CaseOf.of(this, parameters)
                        .variant("rebalances")
                        .faults(
                                "a: group.join @ " + CaseOf.ack(2) + " until +1000",
                                "b: group.join @ task.put.enter#3 empty=false after a.healed until +1000"));
    }
}
