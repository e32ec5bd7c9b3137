package dev.sinkproof.scenarios.schema;

import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Tombstones among many versions of few keys. */
final class DeletesAndTombstones implements Scenario {
    @Override
    public String id() {
        return "deletes-and-tombstones";
    }

    @Override
    public String title() {
        return "Tombstones among many versions of few keys";
    }

    @Override
    public String because() {
        return "A key is written, deleted and written again within one batch. Deletes done before, or after, all writes "
                + "give another table; a tombstone must stop nobody.";
    }

    @Override
    public ScenarioGroup group() {
        return ScenarioGroup.SCHEMA;
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        long at = CaseOf.amid(parameters);
        return List.of(CaseOf.of(this, parameters)
                .keys(50)
                .faults(
                        "a: data.tombstone partition=0 ordinal=" + at,
                        "b: data.tombstone partition=1 ordinal=" + (at + 7)));
    }
}
