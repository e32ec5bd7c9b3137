package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/**
 * While the connector is stopped, records are deleted from the log that it has not read. Under Connect's own {@code auto.offset.reset}:
 * with {@code none} a consumer would say so, but then no connector could start that has not committed yet.
 */
final class RetentionOvertakesTheSink implements Scenario {
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
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "s: connector.stop @ task.put.enter#1 empty=false until after d +500",
                        "d: records.delete unread=some after s"));
    }
}
