package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** While the connector is stopped, records are deleted from the log that it has not read. */
final class RetentionOvertakesTheSink implements Scenario {
    private static final String RESET = "consumer.override.auto.offset.reset";

    @Override
    public String id() {
        return "retention-overtakes-the-sink";
    }

    @Override
    public String title() {
        return "While the connector is stopped, Kafka deletes records that it has not read";
    }

    @Override
    public String because() {
        return "No connector can deliver what the log no longer has. But somebody must learn of it, and with Connect's "
                + "own setting the consumer goes on behind the gap without a word.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String stop = "s: connector.stop @ task.put.enter#1 empty=false until after d +500";
        String delete = "d: records.delete unread=some after s";
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("begins-anew")
                        .config(RESET, "earliest")
                        .faults(stop, delete),
                CaseOf.of(this, parameters)
                        .variant("stops")
                        .config(RESET, "none")
                        .faults(stop, delete));
    }
}
