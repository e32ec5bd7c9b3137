package dev.sinkproof.scenarios.rebalance;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** A worker is asked to end, others take over. */
final class WorkerLeaves implements Scenario {
    @Override
    public String id() {
        return "worker-leaves";
    }

    @Override
    public String title() {
        return "A worker is asked to end, others take over";
    }

    @Override
    public String because() {
        return "Rolling restarts do this every week. All that the tasks hold must be written or given back before they go.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.REBALANCE;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                CaseOf.of(this, parameters).workers(2).faults("worker.stop recovery=takeover @ " + CaseOf.ack(3)));
    }
}
