package dev.sinkproof.selfcheck;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Outcome;
import java.util.List;

/**
 * What a self-check has found; saved as {@code self-check.json}.
 *
 * @param tool name and version of the harness
 * @param seed of all workloads
 * @param complete false when it was interrupted: what is here is true, but not all was run
 * @param defects a row for each flawed sink
 * @param traps a row for each case in which a reference sink, which is right, must raise no alarm
 */
public record KillMatrix(String tool, long seed, boolean complete, List<Row> defects, List<Row> traps) {
    public KillMatrix {
        defects = List.copyOf(defects);
        traps = List.copyOf(traps);
    }

    /**
     * One sink in the cases of one scenario.
     *
     * @param sink the defect's number, or the name of the reference sink
     * @param defect the one change to the reference sink, in a sentence; of a reference sink, why it may look wrong
     * @param reportedIn thread in which the defect was reported; empty for a reference sink
     * @param expected kinds of anomalies of which the defect causes at least one; empty for a reference sink
     * @param caseId the case that decided: the first that caught the defect, or the last that did not
     * @param outcome its verdict
     * @param found kinds of all anomalies that were found in it
     * @param sentence the verdict in one sentence
     * @param millis how long the cases took together
     * @param asExpected whether the defect was caught, or the reference sink held its contract
     */
    public record Row(
            String sink,
            String defect,
            String reportedIn,
            List<String> expected,
            String caseId,
            Outcome outcome,
            List<AnomalyKind> found,
            String sentence,
            long millis,
            boolean asExpected) {
        public Row {
            expected = List.copyOf(expected);
            found = List.copyOf(found);
        }
    }

    /** Whether every defect was caught and every reference sink held. */
    public boolean asExpected() {
        return complete
                && defects.stream().allMatch(Row::asExpected)
                && traps.stream().allMatch(Row::asExpected);
    }
}
