package dev.sinkproof.junit;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.OffsetRange;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Results that nobody had to run anything for. */
final class SampleCases {
    private SampleCases() {}

    static ScenarioSpec scenario(String id) {
        return new ScenarioSpec(id, "", "title", "because", 1, 1, List.of());
    }

    static CaseResult result(ScenarioSpec scenario, Outcome outcome, Anomaly... anomalies) {
        CheckResult check =
                new CheckResult("uniqueness", outcome, "summary", List.of(anomalies), Map.of(), "verifies", List.of());
        return new CaseResult(
                plan(scenario),
                outcome,
                "the sentence about " + scenario.id(),
                null,
                List.of(),
                List.of(check),
                List.of(),
                null,
                List.of(),
                0,
                0,
                0,
                "run-1",
                "mvn verify again");
    }

    private static Plan plan(ScenarioSpec scenario) {
        Contract contract = new Contract(Guarantee.EFFECTIVELY_ONCE, WriteModel.APPEND, 1, false);
        SubjectSpec subject = new SubjectSpec("s", "C", Map.of(), List.of(), "postgresql", Map.of(), contract);
        return new Plan(
                1,
                "run-1",
                scenario,
                subject,
                new WorkloadSpec(1, 1, 1, 1, 0, 0, List.of()),
                "embedded",
                "t",
                Map.of());
    }

    /** 500 records that are there twice, in many ranges. */
    static Anomaly duplicated() {
        List<OffsetRange> ranges = LongStream.range(0, 25)
                .mapToObj(number -> new OffsetRange(number * 40, number * 40 + 19))
                .toList();
        return new Anomaly(
                "DUPLICATED-1",
                AnomalyKind.DUPLICATED,
                "uniqueness",
                500,
                List.of(new PartitionOffsets("t", 0, ranges)),
                false,
                "explanation",
                List.of("produced: t-0@0", "read back: 2 rows"),
                List.of(),
                Culprit.SUBJECT,
                "Make a repeated write harmless.");
    }
}
