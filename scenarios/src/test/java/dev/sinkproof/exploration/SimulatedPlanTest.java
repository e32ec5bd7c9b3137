package dev.sinkproof.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.FaultText;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.simulation.schedule.CaseFault;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedPlanTest {
    private static final int POLL = 100;

    private static SubjectSpec subject;

    @BeforeAll
    static void read() throws IOException {
        subject = BundledSubject.named("jdbc-at-least-once");
    }

    private static SimulatedPlan of(ScenarioSpec scenario) {
        Plan plan = new Planner(subject, new Planner.Sizes(2_400, 4, 60, 0), 1, "simulated", Map.of())
                .plan(scenario, Source.TOPIC);
        return SimulatedPlan.of(plan, POLL);
    }

    private static SimulatedPlan of(String caseId) {
        return of(Catalogue.select(List.of(caseId), Parameters.NONE, subject).stream()
                .filter(spec -> spec.caseId().equals(caseId))
                .findFirst()
                .orElseThrow());
    }

    private static SimulatedPlan ofFaults(String... faults) {
        List<FaultSpec> specs = new ArrayList<>();
        for (String fault : faults) {
            specs.add(FaultText.parse(fault, specs.size() + 1));
        }
        return of(new ScenarioSpec("custom", "", "t", "b", 2, 2, specs));
    }

    @Test
    void mostOfTheCatalogueIsTranslatedAndTheRestSaysWhyNot() {
        List<SimulatedPlan> plans = Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE, subject).stream()
                .filter(spec -> spec.notFor().isEmpty())
                .map(SimulatedPlanTest::of)
                .toList();

        assertThat(plans).filteredOn(SimulatedPlan::expressible).hasSizeGreaterThan(50);
        assertThat(plans)
                .filteredOn(plan -> !plan.expressible())
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.reason()).isNotBlank());
    }

    @Test
    void aFaultStrikesAtTheSamePassings() {
        SimulatedPlan plan = of("crash-after-target-write/n3-takeover");

        assertThat(plan.faults()).hasSize(1);
        CaseFault kill = plan.faults().get(0);
        assertThat(kill.kind()).isEqualTo(FaultKind.WORKER_KILL);
        assertThat(kill.spec().trigger())
                .isEqualTo(TriggerSpec.at(FaultPoint.TARGET_ACK)
                        .onNth(3)
                        .when("durable", "true")
                        .when("outcome", "ok")
                        .when("table", Source.TOPIC));
        assertThat(plan.topology().get(Dimension.WORKERS)).isEqualTo(2);
        assertThat(plan.differences())
                .containsExactly("the killed worker itself starts again, and nobody takes over from it");
    }

    /** The simulation has no hold of its own: what others do meanwhile strikes inside the call. */
    @Test
    void whatHappensWhileACallIsHeldStrikesInIt() {
        SimulatedPlan plan = of("stop-during-flush");

        assertThat(plan.faults()).extracting(CaseFault::kind).containsExactly(FaultKind.TASK_RESTART);
        assertThat(plan.faults().get(0).spec().trigger().point()).isEqualTo(FaultPoint.TARGET_ACK);
    }

    @Test
    void aCallThatIsHeldForLongerThanTheGroupWaitsIsADelay() {
        assertThat(of("slow-target/one-write").faults())
                .extracting(CaseFault::kind)
                .containsExactly(FaultKind.DELAY);
        assertThat(ofFaults("task.hold @ task.put.enter#2 until +800").reason()).contains("too short a time");
    }

    @Test
    void whatTheSimulationDoesByItselfIsNotDoneAgain() {
        assertThat(of("task-fails-in-put/fatal").faults())
                .extracting(CaseFault::kind)
                .containsExactly(FaultKind.TASK_FATAL);
        assertThat(of("ack-lost/timeout").faults())
                .extracting(CaseFault::kind)
                .containsExactly(FaultKind.TARGET_ACK_LOST);
    }

    @Test
    void aReplayThatWaitsForCommitsStillDoes() {
        assertThat(of("replay-stops-midway").faults())
                .extracting(CaseFault::onceCommitted)
                .containsExactly(true, false);
    }

    @Test
    void recordsThatCannotBeDeliveredAreInTheWorkload() {
        SimulatedPlan plan = of("poison-stops-the-task");

        assertThat(plan.faults()).isEmpty();
        assertThat(plan.plan().workload().irregularities()).hasSize(1);
    }

    @Test
    void transactionsAreGaps() {
        SimulatedPlan plan = of("aborted-transactions-and-gaps/read-committed");

        assertThat(plan.topology().get(Dimension.GAP)).isEqualTo(100);
        assertThat(plan.plan().workload().transactions()).isNull();
        assertThat(plan.differences()).anyMatch(difference -> difference.contains("aborted records"));
    }

    @ParameterizedTest
    @CsvSource({
        "partitions-leave-and-return/cooperative-mid-batch, COOPERATIVE",
        "worker-joins-mid-batch/consumer-protocol, CONSUMER",
        "worker-joins-mid-batch, EAGER"
    })
    void theGroupRebalancesByTheSameProtocol(String caseId, Protocol protocol) {
        assertThat(of(caseId).topology().protocol()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic-recreated/running",
                "tasks-scaled",
                "two-topics-one-target",
                "topic-goes-idle",
                "credentials-expired",
                "retention-overtakes-the-sink",
                "hour-boundary/hour"
            })
    void saysWhatItCannotExpress(String caseId) {
        SimulatedPlan plan = of(caseId);

        assertThat(plan.expressible()).isFalse();
        assertThat(plan.reason()).isNotBlank();
    }

    @Test
    void aFaultThatNobodyKnowsIsNotLeftOutSilently() {
        assertThat(ofFaults("target.lock @ task.put.enter#2").reason()).contains("knows no fault target.lock");
    }

    /** What {@link EmbeddedPlan} makes one fault of, this makes the same kind of again. */
    @ParameterizedTest
    @CsvSource({
        "worker.kill, task.put.enter",
        "worker.stall, task.put.enter",
        "task.throw.retriable, task.put.exit",
        "task.throw.fatal, task.put.exit",
        "connector.pause, task.put.exit",
        "group.rebalance, task.put.exit",
        "offsets.reset, task.put.exit",
        "target.drop-request, target.request",
        "target.refuse, target.request",
        "target.half, target.request",
        "target.close, target.request",
        "target.drop-response, target.ack"
    })
    void isTheInverseOfTheOtherTranslation(String kind, String point) {
        ScheduledFault fault = ScheduledFault.parse(kind + "@" + point + "#2");
        ScenarioSpec embedded =
                EmbeddedPlan.of(subject, Schedule.of(Topology.DEFAULT, fault)).scenario();

        assertThat(of(embedded).faults()).singleElement().satisfies(back -> {
            assertThat(back.kind()).isEqualTo(fault.kind());
            assertThat(back.spec().trigger().point()).isEqualTo(fault.point());
            assertThat(back.spec().trigger().nth()).isEqualTo(2);
        });
    }
}
