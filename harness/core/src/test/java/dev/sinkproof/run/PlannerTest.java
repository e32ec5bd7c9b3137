package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ScenarioGroup;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.Transactions;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final ScenarioSpec SCENARIO = new ScenarioSpec(
            "crash",
            "n1",
            "title",
            "because",
            1,
            2,
            List.of(new FaultSpec(
                    "kill-1",
                    "worker.kill",
                    new TriggerSpec(FaultPoint.TARGET_ACK, 1, Map.of("table", "${target.table}")),
                    Map.of())));

    @Test
    void namesTheRunsTableInTheTriggersConditions() {
        Plan plan = planner(WriteModel.APPEND, Map.of("table", "shop.${source.topic}"))
                .plan(SCENARIO, 3);

        assertThat(plan.topic()).endsWith("_3");
        assertThat(plan.scenario().faults().get(0).trigger().conditions())
                .containsEntry("table", "shop." + plan.topic());
        assertThat(Planner.table(plan)).isEqualTo("shop." + plan.topic());
    }

    @Test
    void putsWhatTheScenarioWantsOverTheSubjectsOwn() {
        ScenarioSetup setup = new ScenarioSetup(
                Map.of("errors.tolerance", "all"),
                PoisonPolicy.DEAD_LETTER_QUEUE,
                3,
                new Transactions(10, 2),
                "_renamed",
                false);
        ScenarioSpec wanting = new ScenarioSpec(
                "x", "", "title", "because", 1, 2, SCENARIO.faults(), ScenarioGroup.SCHEMA, setup, null);

        Plan plan = planner(WriteModel.APPEND, Map.of("table", "shop.${source.topic}"))
                .plan(wanting, 1);

        assertThat(plan.subject().config()).containsEntry("errors.tolerance", "all");
        assertThat(plan.subject().contract().poisonPolicy()).isEqualTo(PoisonPolicy.DEAD_LETTER_QUEUE);
        assertThat(plan.workload().keysPerPartition()).isEqualTo(3);
        assertThat(plan.workload().transactions()).isEqualTo(new Transactions(10, 2));
        assertThat(Planner.table(plan)).isEqualTo("shop." + plan.topic() + "_renamed");
        assertThat(plan.scenario().faults().get(0).trigger().conditions())
                .containsEntry("table", "shop." + plan.topic() + "_renamed");
    }

    @Test
    void producesNoFasterThanTheScenarioWants() {
        assertThat(rate(0)).isEqualTo(8_000);
        assertThat(rate(2_000)).isEqualTo(2_000);
        assertThat(rate(50_000)).isEqualTo(8_000);
    }

    private static int rate(int most) {
        ScenarioSetup setup = new ScenarioSetup(Map.of(), null, 0, null, "", false, most, 1, false);
        ScenarioSpec wanting =
                new ScenarioSpec("x", "", "title", "because", 1, 2, List.of(), ScenarioGroup.LOAD, setup, null);
        SubjectSpec subject =
                planner(WriteModel.APPEND, Map.of()).plan(SCENARIO, 0).subject();
        return new Planner(subject, new Planner.Sizes(20_000, 4, 500, 8_000), 7, "embedded", Map.of())
                .plan(wanting, 0)
                .workload()
                .recordsPerSecond();
    }

    @Test
    void producesTombstonesOnlyWhereTheWriteModelHasDeletes() {
        assertThat(planner(WriteModel.UPSERT_DELETE, Map.of())
                        .plan(SCENARIO, 0)
                        .workload()
                        .tombstonePercent())
                .isPositive();
        assertThat(planner(WriteModel.UPSERT, Map.of())
                        .plan(SCENARIO, 0)
                        .workload()
                        .tombstonePercent())
                .isZero();
    }

    @Test
    void givesTheSameWorkloadForTheSameSeedUnderNamesThatNoOtherRunHas() {
        Plan first = planner(WriteModel.APPEND, Map.of()).plan(SCENARIO, 1);
        Plan second = planner(WriteModel.APPEND, Map.of()).plan(SCENARIO, 1);

        assertThat(first.workload()).isEqualTo(second.workload());
        assertThat(first.runId()).isNotEqualTo(second.runId());
        assertThat(first.topic()).isNotEqualTo(second.topic());
    }

    @Test
    void placesFaultsOfTheDataInTheWorkload() {
        FaultSpec poison = new FaultSpec(
                "p",
                "data.poison",
                TriggerSpec.afterMillis(0),
                Map.of("partition", "2", "ordinal", "5", "every", "3", "count", "4"));
        FaultSpec field = new FaultSpec(
                "f", "data.new_field", TriggerSpec.afterMillis(0), Map.of("partition", "all", "ordinal", "9"));
        ScenarioSpec scenario = new ScenarioSpec("s", "", "t", "b", 1, 1, List.of(poison, field));

        Plan plan = planner(WriteModel.APPEND, Map.of()).plan(scenario, 0);

        assertThat(plan.workload().irregularities())
                .containsExactly(
                        new Irregularity("p", IrregularityKind.POISON_VALUE, 2, 5, 3, 4, 0),
                        new Irregularity(
                                "f", IrregularityKind.NEW_FIELD, Irregularity.ALL_PARTITIONS, 9, 1, Long.MAX_VALUE, 0));
    }

    private static Planner planner(WriteModel model, Map<String, String> targetSettings) {
        SubjectSpec subject = new SubjectSpec(
                "s",
                "C",
                Map.of(),
                List.of("p"),
                "postgresql",
                targetSettings,
                new Contract(Guarantee.AT_LEAST_ONCE, model, 1000, false));
        return new Planner(subject, new Planner.Sizes(100, 4, 10, 0), 7, "embedded", Map.of());
    }

    private static ScenarioSpec with(FaultSpec fault) {
        return new ScenarioSpec("x", "", "title", "because", 1, 2, List.of(fault));
    }

    private static FaultSpec recreate(Map<String, String> settings) {
        return new FaultSpec("t", "topic.recreate", new TriggerSpec(FaultPoint.TASK_PUT_ENTER, 1, Map.of()), settings);
    }

    @Test
    void divides_the_workload_between_a_topic_and_the_one_that_takes_its_place() {
        Plan plan = planner(WriteModel.APPEND, Map.of()).plan(with(recreate(Map.of())), 0);

        long all = plan.workload().recordsPerPartition();
        assertThat(plan.workload().recordsBeforeRecreation()).isEqualTo(all * 3 / 5);
        assertThat(plan.scenario().faults().get(0).settings()).containsEntry("records", Long.toString(all * 3 / 5));
    }

    @Test
    void refuses_a_topic_without_records() {
        Planner planner = planner(WriteModel.APPEND, Map.of());

        assertThatThrownBy(() -> planner.plan(with(recreate(Map.of("records", "1000000"))), 0))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("there must be records for both topics");
        assertThatThrownBy(
                        () -> planner.plan(with(recreate(Map.of("connector", "running", "offsets", "forgotten"))), 0))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("needs connector=stopped");
    }

    @Test
    void says_below_which_offset_retention_deletes() {
        FaultSpec delete =
                new FaultSpec("d", "records.delete", new TriggerSpec(FaultPoint.TASK_PUT_ENTER, 1, Map.of()), Map.of());

        Plan plan = planner(WriteModel.APPEND, Map.of()).plan(with(delete), 0);

        long all = plan.workload().recordsPerPartition();
        assertThat(plan.scenario().faults().get(0).settings()).containsEntry("below", Long.toString(all * 9 / 10));
    }
}
