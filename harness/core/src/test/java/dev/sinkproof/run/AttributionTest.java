package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.FaultText;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Differential;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {
    private static final String KILL = "worker.kill @ target.ack#3";

    private record Found(AnomalyKind kind, Culprit culprit) {}

    private static CaseResult failed(Guarantee claimed, String faults, Found... found) {
        SubjectSpec subject = new SubjectSpec(
                "subject",
                "example.Sink",
                Map.of(),
                List.of(),
                "postgresql",
                Map.of(),
                new Contract(claimed, WriteModel.APPEND, 30_000, false));
        List<FaultSpec> done = faults.isEmpty()
                ? List.of()
                : Arrays.stream(faults.split(";"))
                        .map(fault -> FaultText.parse(fault, 1))
                        .toList();
        ScenarioSpec scenario = new ScenarioSpec("case", "", "title", "because", 1, 2, done);
        Plan plan = new Plan(
                Plan.SCHEMA_VERSION,
                "run",
                scenario,
                subject,
                new WorkloadSpec(1, 1, 10, 5, 0, 0),
                "embedded",
                "topic",
                Map.of());
        List<Anomaly> anomalies = IntStream.range(0, found.length)
                .mapToObj(index -> new Anomaly(
                        found[index].kind() + "-" + index,
                        found[index].kind(),
                        "checker",
                        1,
                        List.of(),
                        false,
                        "",
                        List.of(),
                        List.of(),
                        found[index].culprit(),
                        ""))
                .toList();
        CheckResult check = new CheckResult("checker", Outcome.FAIL, "", anomalies, Map.of(), "", List.of());
        return new CaseResult(
                plan,
                Outcome.FAIL,
                "",
                null,
                List.of(),
                List.of(check),
                List.of(),
                null,
                List.of(),
                0,
                0,
                0,
                "dir",
                "");
    }

    private static Differential reference(Outcome outcome, AnomalyKind... kinds) {
        return new Differential("jdbc", "jdbc/case/1", outcome, List.of(kinds), "");
    }

    private static List<Culprit> culprits(CaseResult result) {
        return result.anomalies().stream().map(Anomaly::culprit).toList();
    }

    @ParameterizedTest
    @CsvSource({"SUBJECT", "UNDETERMINED"})
    void what_the_reference_sink_does_not_show_is_the_subjects(Culprit before) {
        CaseResult result = Attribution.apply(
                failed(Guarantee.EFFECTIVELY_ONCE, KILL, new Found(AnomalyKind.LOST, before)), reference(Outcome.PASS));

        assertThat(culprits(result)).containsExactly(Culprit.SUBJECT);
        assertThat(result.differential().sentence())
                .isEqualTo(
                        "The reference sink jdbc went through the same plan and showed no LOST: that is the connector's");
    }

    @ParameterizedTest
    @CsvSource({
        "worker.kill @ target.ack#3, CONNECT",
        "worker.kill @ target.ack#3;broker.kill @ task.put.enter#5, CONNECT",
        "broker.kill @ task.put.enter#5, KAFKA",
        "noop @ task.put.enter#5, HARNESS",
        "'', HARNESS"
    })
    void what_the_reference_sink_shows_too_is_not_the_subjects(String faults, Culprit culprit) {
        CaseResult result = Attribution.apply(
                failed(Guarantee.EFFECTIVELY_ONCE, faults, new Found(AnomalyKind.LOST, Culprit.SUBJECT)),
                reference(Outcome.FAIL, AnomalyKind.LOST, AnomalyKind.STUCK));

        assertThat(culprits(result)).containsExactly(culprit);
        assertThat(result.differential().sentence())
                .isEqualTo("The reference sink jdbc went through the same plan and showed LOST too: that is not the"
                        + " connector's, but caused by " + culprit.label());
    }

    @Test
    void each_kind_is_decided_by_itself() {
        CaseResult result = Attribution.apply(
                failed(
                        Guarantee.EFFECTIVELY_ONCE,
                        KILL,
                        new Found(AnomalyKind.LOST, Culprit.UNDETERMINED),
                        new Found(AnomalyKind.STUCK, Culprit.UNDETERMINED)),
                reference(Outcome.FAIL, AnomalyKind.STUCK));

        assertThat(culprits(result)).containsExactly(Culprit.SUBJECT, Culprit.CONNECT);
        assertThat(result.differential().sentence())
                .contains("showed STUCK too", "it showed no LOST: that is the connector's");
    }

    @ParameterizedTest
    @CsvSource({"INCONCLUSIVE", "NOT_APPLICABLE"})
    void a_reference_case_that_says_nothing_decides_nothing(Outcome outcome) {
        CaseResult result = Attribution.apply(
                failed(Guarantee.EFFECTIVELY_ONCE, KILL, new Found(AnomalyKind.LOST, Culprit.UNDETERMINED)),
                reference(outcome, AnomalyKind.LOST));

        assertThat(culprits(result)).containsExactly(Culprit.UNDETERMINED);
        assertThat(result.differential().sentence()).contains("it says nothing (" + outcome.label() + ")");
    }

    @Test
    void whom_the_evidence_names_besides_the_subject_stays_named() {
        CaseResult result = failed(Guarantee.EFFECTIVELY_ONCE, KILL, new Found(AnomalyKind.SILENT, Culprit.CONNECT));

        assertThat(Attribution.isOpen(result)).isFalse();
        assertThat(culprits(Attribution.apply(result, reference(Outcome.PASS)))).containsExactly(Culprit.CONNECT);
    }

    @Test
    void what_the_contract_allows_is_asked_of_nobody() {
        CaseResult duplicates =
                failed(Guarantee.AT_LEAST_ONCE, KILL, new Found(AnomalyKind.DUPLICATED, Culprit.SUBJECT));

        assertThat(Attribution.isOpen(duplicates)).isFalse();
        assertThat(culprits(Attribution.apply(duplicates, reference(Outcome.PASS, AnomalyKind.DUPLICATED))))
                .containsExactly(Culprit.SUBJECT);
    }

    @Test
    void verdict_and_sentence_of_the_case_stay_what_they_were() {
        CaseResult before = failed(Guarantee.EFFECTIVELY_ONCE, KILL, new Found(AnomalyKind.LOST, Culprit.SUBJECT));
        CaseResult after = Attribution.apply(before, reference(Outcome.FAIL, AnomalyKind.LOST));

        assertThat(after.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(after.checks().get(0).outcome()).isEqualTo(Outcome.FAIL);
    }
}
