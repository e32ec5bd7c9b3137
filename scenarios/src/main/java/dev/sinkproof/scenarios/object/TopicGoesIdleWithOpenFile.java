package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** No more records come while a file is open. */
final class TopicGoesIdleWithOpenFile implements ObjectScenario {
    @Override
    public String id() {
        return "topic-goes-idle-with-open-file";
    }

    @Override
    public String title() {
        return "No more records come while a file is open";
    }

    @Override
    public String because() {
        return "A file that waits for its next record waits until tomorrow, and so do its readers. Only "
                + "a timer that runs without records closes it.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(CaseOf.of(this, parameters)
                .faults("o: noop @ " + CaseOf.ack(1), "i: noop @ task.put.enter#4 empty=true after o"));
    }
}
