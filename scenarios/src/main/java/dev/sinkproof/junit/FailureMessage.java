package dev.sinkproof.junit;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.OffsetRange;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.reports.Reports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a test that fails says: the verdict, what happened to one record, where the evidence is, how to run it again. */
final class FailureMessage {
    /** Ranges of offsets of a partition; more of them hide the rest. */
    private static final int RANGES_MAX = 10;

    private FailureMessage() {}

    static String of(CaseResult result, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add(result.sentence());
        decisive(result).ifPresent(anomaly -> tell(anomaly, lines));
        lines.add("");
        lines.add("report    " + out.resolve(Reports.HTML));
        lines.add("evidence  " + out.resolve(result.runDirectory()));
        lines.add("again     " + result.reproduce());
        return String.join("\n", lines);
    }

    private static Optional<Anomaly> decisive(CaseResult result) {
        Contract contract = result.plan().subject().contract();
        return result.anomalies().stream()
                .filter(anomaly -> anomaly.kind().breaks(contract))
                .findFirst();
    }

    private static void tell(Anomaly anomaly, List<String> lines) {
        lines.add("");
        lines.add(anomaly.id() + ", caused by " + anomaly.culprit().label() + ":");
        anomaly.story().forEach(step -> lines.add("  " + step));
        anomaly.offsets().forEach(offsets -> lines.add("  offsets " + offsets(offsets)));
        if (!anomaly.remedy().isEmpty()) {
            lines.add("");
            lines.add(anomaly.remedy());
        }
    }

    private static String offsets(PartitionOffsets all) {
        int left = all.ranges().size() - RANGES_MAX;
        if (left <= 0) {
            return all.describe();
        }
        List<OffsetRange> shown = all.ranges().subList(0, RANGES_MAX);
        return new PartitionOffsets(all.topic(), all.partition(), shown).describe() + " … and " + left
                + " more ranges, in the report";
    }
}
