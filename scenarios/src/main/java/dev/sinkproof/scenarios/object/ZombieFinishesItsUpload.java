package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** A worker stands still before it makes an object, and does so after others have made it. */
final class ZombieFinishesItsUpload implements ObjectScenario {
    @Override
    public String id() {
        return "zombie-finishes-its-upload";
    }

    @Override
    public String title() {
        return "A worker stands still before it makes an object, and does so after others have made it";
    }

    @Override
    public String because() {
        return "Both are sure to own the partition, and both use the same name. The one that comes late "
                + "has fewer records than the object that it replaces.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String owned = "o: noop @ rebalance.assigned#2 after z";
        String zombie = "z: worker.pause @ %s until %s after o";
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("multipart")
                        .workers(2)
                        .faults(
                                Multipart.largeFile(parameters),
                                zombie.formatted(Multipart.complete("#1"), Multipart.completed(1)),
                                owned),
                CaseOf.of(this, parameters)
                        .variant("one-request")
                        .workers(2)
                        .faults(zombie.formatted(CaseOf.write(3), CaseOf.ack(4)), owned));
    }
}
