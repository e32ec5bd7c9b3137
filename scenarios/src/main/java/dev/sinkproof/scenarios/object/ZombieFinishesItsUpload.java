package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** A worker stands still before it makes an object, and does so after others have made it. */
final class ZombieFinishesItsUpload implements ObjectScenario {
    /** Others have the partitions. */
    private static final String OWNED = "o: noop @ rebalance.assigned#2 after z";

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
        // The large records come one after another here: all at once, both would make the same file, and nobody would
        // see whose it is.
        return List.of(
                CaseOf.of(this, parameters)
                        .variant("multipart")
                        .workers(2)
                        .faults(
                                Multipart.largeFile(parameters),
                                pause(Multipart.complete("#1"), Multipart.completed(1)),
                                hold(Multipart.complete("#1"), Multipart.completed(1)),
                                OWNED),
                CaseOf.of(this, parameters)
                        .variant("one-request")
                        .workers(2)
                        .faults(pause(CaseOf.write(3), CaseOf.ack(4)), hold(CaseOf.write(3), CaseOf.ack(4)), OWNED));
    }

    private static String pause(String at, String until) {
        return "z: worker.pause @ " + at + " until " + until + " after o";
    }

    /** The request of a worker that stands still is on its way all the same: without this it would arrive at once. */
    private static String hold(String at, String until) {
        return "h: task.hold @ " + at + " until " + until + " after o";
    }
}
