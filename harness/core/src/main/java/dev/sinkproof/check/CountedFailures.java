package dev.sinkproof.check;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.OffsetSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the failures that the workers' metrics count with the records that are in the dead letter queue, and says it when they do not
 * agree. Connect counts a failure for each record that it parks; it counts more when a record is read again.
 */
final class CountedFailures {
    private final WorkerFigures figures;
    private final long parked;

    CountedFailures(Case judged) {
        this.figures = judged.figures();
        this.parked = judged.evidence().deadLetters().orElse(List.of()).stream()
                .filter(DeadLetter::identified)
                .filter(letter -> letter.topic().equals(judged.plan().topic()))
                .map(letter -> OffsetSpan.position(letter.topic(), letter.partition(), letter.offset()))
                .distinct()
                .count();
    }

    /** The same result with what was counted, and with a sentence where that cannot be. */
    CheckResult beside(CheckResult result) {
        if (!figures.collected()) {
            return result;
        }
        Map<String, Long> measures = new TreeMap<>(result.measures());
        measures.put("failedRecords", figures.failures());
        measures.put("skippedRecords", figures.skipped());
        return new CheckResult(
                result.checker(),
                result.outcome(),
                result.summary() + disagreement(),
                result.anomalies(),
                measures,
                result.verifies(),
                result.doesNotVerify());
    }

    private String disagreement() {
        if (figures.failures() >= parked) {
            return "";
        }
        return "; the workers' metrics counted " + figures.failures() + " failures of records, but " + parked
                + " records are in the dead letter queue: "
                + (figures.holed()
                        ? "a worker that was killed took with it what it had counted since the last reading"
                        : "whoever parked the others did not do it through Connect, or the metrics are incomplete");
    }
}
