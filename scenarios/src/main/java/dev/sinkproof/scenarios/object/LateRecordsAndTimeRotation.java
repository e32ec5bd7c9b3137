package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** Some records are hours older than their neighbours, and the worker is killed while they come. */
final class LateRecordsAndTimeRotation implements ObjectScenario {
    @Override
    public String id() {
        return "late-records-and-time-rotation";
    }

    @Override
    public String title() {
        return "Some records are hours older than their neighbours, and the worker is killed while they come";
    }

    @Override
    public String because() {
        return "Files by the hour then close early, are opened again, or are several at a time: small ones are no harm, "
                + "but offsets must be committed below all that are open, and no late record may fall between them.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        String late = "data.late partition=all every=25 count=12 millis=%s ordinal=" + CaseOf.amid(parameters);
        return List.of(CaseOf.of(this, parameters)
                .faults(
                        "hours: " + late.formatted("7200000"),
                        "day: data.late partition=all millis=86400000 ordinal=" + (CaseOf.amid(parameters) + 10),
                        "k: worker.kill @ " + CaseOf.ack(6)));
    }
}
