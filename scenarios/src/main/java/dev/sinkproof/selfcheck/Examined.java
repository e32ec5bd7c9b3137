package dev.sinkproof.selfcheck;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.SubjectSpec;
import java.util.List;

/**
 * A sink that goes through cases.
 *
 * @param subject as it is run
 * @param expected anomalies of which its defect causes at least one; empty for a sink without a defect
 * @param notSimulated why the simulation cannot show it; empty when nothing speaks against it
 */
record Examined(SubjectSpec subject, List<String> expected, String notSimulated) {
    /**
     * Whether an anomaly counts that breaks nothing by itself: the defect is to cause it, and it is not one that the contract allows, such as a
     * duplicate where at-least-once was promised.
     */
    boolean isHazardOfTheDefect(AnomalyKind kind) {
        return kind.hazard() && expected.contains(kind.name());
    }

    boolean named(Iterable<AnomalyKind> anomalies) {
        for (AnomalyKind kind : anomalies) {
            if (expected.contains(kind.name())) {
                return true;
            }
        }
        return false;
    }
}
