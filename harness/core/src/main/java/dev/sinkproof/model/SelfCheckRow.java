package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * One sink that the harness was checked with.
 *
 * @param sink the defect's number; of a reference sink, its name
 * @param defect the one change to the reference sink, in a sentence; of a reference sink, why it may look wrong
 * @param reportedIn thread in which the defect was reported; empty for a reference sink
 * @param flawed whether it has a defect, so that it must be caught; else the harness must be silent about it
 * @param expected kinds of anomalies of which the defect causes at least one; empty for a reference sink
 * @param caseId the case that decided
 * @param outcome its verdict; {@link Outcome#NOT_APPLICABLE} when no case exposes the defect
 * @param found kinds of all anomalies that were found in it
 * @param asExpected whether the defect was caught, or the reference sink held its contract
 */
public record SelfCheckRow(
        String sink,
        String defect,
        String reportedIn,
        boolean flawed,
        List<String> expected,
        String caseId,
        Outcome outcome,
        List<String> found,
        boolean asExpected) {
    public SelfCheckRow {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(defect, "defect");
        Objects.requireNonNull(reportedIn, "reportedIn");
        expected = List.copyOf(expected);
        Objects.requireNonNull(caseId, "caseId");
        Objects.requireNonNull(outcome, "outcome");
        found = List.copyOf(found);
    }
}
