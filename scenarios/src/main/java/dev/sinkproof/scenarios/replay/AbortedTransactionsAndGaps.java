package dev.sinkproof.scenarios.replay;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Offsets have gaps: by transactions, every third of which is aborted, by their markers alone, or by compaction. */
final class AbortedTransactionsAndGaps implements Scenario {
    @Override
    public String id() {
        return "aborted-transactions-and-gaps";
    }

    @Override
    public String title() {
        return "Offsets have gaps: transactions, every third of which is aborted, or compaction";
    }

    @Override
    public String because() {
        return "Offsets then have gaps, and the last one that is given to the connector is not the last there is. Whoever "
                + "counts offsets one by one waits for ever; whoever reads uncommitted records writes what never was.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REPLAY;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("read-committed")
                        .config("consumer.override.isolation.level", "read_committed")
                        .transactions(100, 3)
                        .faults("worker.kill @ " + CaseOf.ack(3)),
                CaseOf.of(this, parameters)
                        .variant("markers-only")
                        .config("consumer.override.isolation.level", "read_committed")
                        .transactions(100, 0)
                        .faults(),
                CaseOf.of(this, parameters)
                        .variant("compacted")
                        .faults(
                                "s: connector.stop @ task.put.enter#1 empty=false until after d +500",
                                "d: records.compact after s"));
    }
}
