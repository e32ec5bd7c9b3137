package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * What a scenario is good for, by the flawed sinks that went through it in a self-check.
 *
 * @param id of the catalogue
 * @param run how many flawed sinks went through it
 * @param notRun how many did not, so that nothing is known of them
 * @param catches numbers of the defects that it finds, by the anomaly that they are to cause
 * @param alone those of them that no other scenario finds
 * @param because why anyone asks for it: where it adds nothing to what others find, this is why it is kept
 * @param differences what was not the same in the simulation as on real processes, each a sentence
 */
public record SelfCheckScenario(
        String id,
        int run,
        int notRun,
        List<String> catches,
        List<String> alone,
        String because,
        List<String> differences) {
    public SelfCheckScenario {
        Objects.requireNonNull(id, "id");
        catches = List.copyOf(catches);
        alone = List.copyOf(alone);
        Objects.requireNonNull(because, "because");
        differences = List.copyOf(differences);
    }

    /** Whether it was run, and others find all that it finds. */
    public boolean addsNothing() {
        return run > 0 && alone.isEmpty();
    }
}
