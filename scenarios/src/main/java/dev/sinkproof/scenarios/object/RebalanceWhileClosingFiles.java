package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** Partitions are taken away while a file is being made an object. */
final class RebalanceWhileClosingFiles implements ObjectScenario {
    @Override
    public String id() {
        return "rebalance-while-closing-files";
    }

    @Override
    public String title() {
        return "Partitions are taken away while a file is being made an object";
    }

    @Override
    public String because() {
        return "The revocation waits for the upload, then asks for offsets and closes. The files that "
                + "are still open must go without a trace, and the one that is closed must count once.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String held = "h: task.hold @ " + Multipart.complete("#1") + " until +1200";
        return List.of(
                Multipart.of(this, parameters)
                        .variant("foreign-member")
                        .faults(held, "g: group.join after h until +3000"),
                Multipart.of(this, parameters).variant("worker-joins").faults(held, "j: worker.join after h"));
    }
}
