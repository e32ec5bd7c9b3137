package dev.sinkproof.scenarios.offset;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** put() throws after it has written its batch. */
final class TaskFailsInPut implements Scenario {
    @Override
    public String id() {
        return "task-fails-in-put";
    }

    @Override
    public String title() {
        return "put() throws after it has written its batch";
    }

    @Override
    public String because() {
        return "An exception is no crash: Connect still asks for offsets, closes the task and commits. After a retriable "
                + "one the same batch comes again; after any other the task stays FAILED until somebody restarts it.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.OFFSET_BOUNDARY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String throwing = "t: task.throw throwable=%s @ task.put.exit#5 empty=false";
        return List.of(
                CaseOf.of(this, parameters).variant("retriable").faults(throwing.formatted("retriable")),
                CaseOf.of(this, parameters)
                        .variant("fatal")
                        .faults(throwing.formatted("fatal"), "r: connector.restart after t +1500"));
    }
}
