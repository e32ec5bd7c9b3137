package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** A reader looks after every write that the target has answered, before the connector hears of it. */
final class ReaderSeesOnlyCompleteObjects implements ObjectScenario {
    private static final String LOOK = "r: target.look @ target.ack#every1 kind=write";

    @Override
    public String id() {
        return "reader-sees-only-complete-objects";
    }

    @Override
    public String title() {
        return "A reader lists and reads the bucket after every write that the target has answered";
    }

    @Override
    public String because() {
        return "Readers do not wait for the connector. What they list they read, once: an object that was created first and "
                + "filled later is empty to them for ever, however whole it is in the end.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(
                Multipart.of(this, parameters).variant("calm").faults(LOOK),
                // The worker comes back while the reader still reads: what a crash leaves behind is seen after it.
                Multipart.of(this, parameters)
                        .variant("crash")
                        .faults(LOOK, "k: worker.kill @ " + CaseOf.ack(6) + " until +500"));
    }
}
