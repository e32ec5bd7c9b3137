package dev.sinkproof.scenarios.schema;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Schemas, poison and unusual records. */
public final class SchemaScenarios {
    private static final List<Scenario> ALL = List.of(
            new SchemaIncompatibleType(),
            new SchemaRequiredFieldRemoved(),
            new SchemaFieldAddedMidBatch(),
            new PoisonToDeadLetterQueue(),
            new PoisonStopsTheTask(),
            new DeletesAndTombstones(),
            new TypesAndPrecision(),
            new OversizeRecord(),
            new NullKeys());

    private SchemaScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
