package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.schedule.CaseFault;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseSimulatorTest {
    private static final Topology TOPOLOGY = Topology.DEFAULT
            .with(Dimension.WORKERS, 1)
            .with(Dimension.RECORDS, 30)
            .with(Dimension.POLL, 10);

    private static CaseFault fault(String id, FaultKind kind, TriggerSpec trigger) {
        return new CaseFault(new FaultSpec(id, kind.id(), trigger, Map.of()), kind, false);
    }

    private static SimulatedRun run(boolean asLeft, CaseFault... faults) {
        List<CaseFault> all = Arrays.asList(faults);
        ScenarioSpec scenario = new ScenarioSpec(
                "case",
                "",
                "t",
                "b",
                1,
                2,
                all.stream().map(CaseFault::spec).toList(),
                null,
                new ScenarioSetup(Map.of(), null, 0, null, "", asLeft),
                null);
        Plan plan = new Plan(
                Plan.SCHEMA_VERSION,
                "case",
                scenario,
                CorrectSinks.APPEND.spec(),
                new WorkloadSpec(1, 4, 30, 5, 0, 0),
                "simulated",
                Source.TOPIC,
                Map.of());
        try (CaseSimulator simulator = new CaseSimulator()) {
            return simulator.run(new SimulatedCase(plan, CorrectSinks.APPEND, TOPOLOGY, all));
        }
    }

    @Test
    void aFaultStrikesAtThePassingThatMeetsItsConditions() {
        SimulatedRun run = run(
                false,
                fault(
                        "k",
                        FaultKind.WORKER_KILL,
                        TriggerSpec.at(FaultPoint.TASK_PUT_ENTER).when("partition", "2")));

        assertThat(run.faults()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(FaultOutcome.Status.FIRED);
            assertThat(outcome.fault().id()).isEqualTo("k");
        });
        assertThat(new Oracle().judge(run).violations()).isEmpty();
        assertThat(new Oracle().judge(run).inconclusive()).isFalse();
    }

    @Test
    void aFaultThatHadNoOccasionMakesTheRunUndecided() {
        SimulatedRun run = run(
                false,
                fault(
                        "k",
                        FaultKind.WORKER_KILL,
                        TriggerSpec.at(FaultPoint.TASK_PUT_ENTER).onNth(1_000)));

        assertThat(run.faults())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(FaultOutcome.Status.NOT_FIRED));
        assertThat(new Oracle().judge(run).inconclusive()).isTrue();
    }

    @Test
    void aFaultThatFollowsAnotherStrikesAfterItOnly() {
        SimulatedRun run = run(
                false,
                fault("p", FaultKind.CONNECTOR_PAUSE, TriggerSpec.then("t")),
                fault(
                        "t",
                        FaultKind.TASK_RETRIABLE,
                        TriggerSpec.at(FaultPoint.TASK_PUT_EXIT).onNth(3)));

        List<FaultOutcome> outcomes = run.faults();
        assertThat(outcomes).extracting(FaultOutcome::status).containsOnly(FaultOutcome.Status.FIRED);
        assertThat(run.passings().get(FaultPoint.TASK_PUT_EXIT)).isGreaterThan(12);
        assertThat(new Oracle().judge(run).violations()).isEmpty();
    }

    @Test
    void waitsUntilEverythingIsCommittedWhereItSaysSo() {
        CaseFault reset = new CaseFault(
                new FaultSpec("r", FaultKind.OFFSETS_RESET.id(), TriggerSpec.at(FaultPoint.TASK_PUT_ENTER), Map.of()),
                FaultKind.OFFSETS_RESET,
                true);

        SimulatedRun run = run(false, reset);

        // Every record was delivered before the reset, and again after it.
        assertThat(run.passings().get(FaultPoint.TASK_PUT_ENTER)).isEqualTo(24);
        assertThat(new Oracle().judge(run).violations()).isEmpty();
    }

    @Test
    void whatIsJudgedAsLeftIsNotHealed() {
        SimulatedRun run = run(
                true,
                fault(
                        "k",
                        FaultKind.WORKER_KILL,
                        TriggerSpec.at(FaultPoint.TASK_PUT_EXIT).onNth(2)));

        assertThat(run.passings().get(FaultPoint.TASK_PUT_EXIT)).isEqualTo(2);
        assertThat(run.recovery().orElseThrow().quiescent()).isTrue();
    }

    @Test
    void refusesWhatWaitsForATimeAndAPlanWithOtherFaults() {
        assertThatThrownBy(() -> fault("k", FaultKind.WORKER_KILL, TriggerSpec.afterMillis(5)))
                .hasMessageContaining("fault k waits for a time");
        assertThatThrownBy(() -> fault("k", FaultKind.COMMIT_REFUSED, TriggerSpec.at(FaultPoint.TASK_STOP)))
                .hasMessageContaining("no meaning at task.stop");
    }
}
