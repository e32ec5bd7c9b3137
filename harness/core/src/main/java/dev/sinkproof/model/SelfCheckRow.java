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
 * @param asExpected whether the defect was caught, or no alarm was raised about what is right
 * @param environment where the deciding case was run; empty when it was not
 * @param millis how long that took
 * @param marks a letter for each of the self-check's scenarios: {@code c} caught by an anomaly that the defect is to cause, {@code a} another
 *     alarm, {@code s} silent, {@code u} undecided, {@code n} not run, a blank where it was not to be run
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
        boolean asExpected,
        @Since(7) String environment,
        @Since(7) long millis,
        @Since(7) String marks) {
    public SelfCheckRow {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(defect, "defect");
        Objects.requireNonNull(reportedIn, "reportedIn");
        expected = List.copyOf(expected);
        Objects.requireNonNull(caseId, "caseId");
        Objects.requireNonNull(outcome, "outcome");
        found = List.copyOf(found);
        environment = environment == null ? "" : environment;
        marks = marks == null ? "" : marks;
    }

    /** Whether it went through any scenario. */
    public boolean ran() {
        return marks.chars().anyMatch(mark -> mark != 'n' && mark != ' ');
    }

    /** The mark of the n-th scenario, from 0; a blank where there is none. */
    public char mark(int scenario) {
        return scenario < marks.length() ? marks.charAt(scenario) : ' ';
    }
}
