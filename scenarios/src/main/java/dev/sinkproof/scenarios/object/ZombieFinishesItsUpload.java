package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** A worker stands still before it makes an object, and does so after others have made it. */
final class ZombieFinishesItsUpload implements ObjectScenario {
    /** More is produced after the worker has begun to stand still: where the clock ends files, those of the others hold more than its. */
    private static final int RECORDS_PER_SECOND = 2000;

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

    /**
     * It goes on when the others have made all that they make, and so also the object of the same name, if they use the same. Its request is
     * on its way all the same: held as well, as it would else arrive at once.
     */
    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                stoodStill(CaseOf.of(this, parameters).variant("one-request"), CaseOf.write(3)),
                stoodStill(Multipart.of(this, parameters).variant("multipart"), Multipart.complete("#1")));
    }

    private static ScenarioSpec stoodStill(CaseOf of, String at) {
        return of.workers(2)
                .slowly(RECORDS_PER_SECOND)
                .faults("z: worker.pause @ " + at, "h: task.hold @ " + at, OWNED);
    }
}
