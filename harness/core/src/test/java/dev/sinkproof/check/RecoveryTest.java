package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static Run stuck(Map<String, String> failedTasks) {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(1L)
                && (Long) row.fields().get("src_ordinal") >= 20);
        run.commits.clear();
        run.commit(1, 0, 50).commit(1, 1, 20);
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of("topic-1", 30L), failedTasks);
        return run;
    }

    @Test
    void a_subject_that_still_lags_is_stuck_and_has_not_lost_what_it_never_committed() {
        Run run = stuck(Map.of());

        Anomaly stuck = run.check("recovery").anomalies().get(0);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STUCK);
        assertThat(stuck.count()).isEqualTo(30);
        assertThat(stuck.offsets().get(0).describe()).isEqualTo("p1: 20–49");
        assertThat(stuck.explanation()).contains("topic-1 by 30").contains("(the deadline is 60 s)");
        assertThat(run.check("recovery").measures())
                .containsEntry("finalLag", 30L)
                .containsEntry("objectiveMillis", 30_000L)
                .containsEntry("failedTasks", 0L);
        assertThat(stuck.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.judge().observed().accounted()).isEqualTo(70);
    }

    /** As {@link #stuck}, and one more record came to partition 1, its record 50. */
    private static Run afterOneMore(boolean freed) {
        Run run = stuck(Map.of());
        run.ledger = oneMoreInPartitionOne();
        run.recovery =
                run.recovery.afterOneMore(Run.START_MICROS + 60_000_000, freed ? Map.of("topic-1", 30L) : Map.of());
        if (freed) {
            Run whole = Run.of(WriteModel.APPEND, 2, 51, 10);
            whole.rows.removeIf(row -> row.fields().get("src_partition").equals(0L)
                    && row.fields().get("src_ordinal").equals(50L));
            run.rows = whole.rows;
            run.commit(61_000, 1, 51);
        }
        return run;
    }

    private static Ledger oneMoreInPartitionOne() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 2);
        for (int partition = 0; partition < 2; partition++) {
            int records = 50 + partition;
            for (long ordinal = 0; ordinal < records; ordinal++) {
                recorder.attempt(partition, ordinal);
                recorder.acked(partition, ordinal, ordinal);
            }
            recorder.logEnd(partition, records);
        }
        return recorder.toLedger();
    }

    @Test
    void who_goes_on_with_the_next_record_is_stranded() {
        Run run = afterOneMore(true);

        Anomaly stranded = run.check("recovery").anomalies().get(0);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STRANDED);
        assertThat(stranded.count()).isEqualTo(30);
        assertThat(stranded.offsets().get(0).describe()).isEqualTo("p1: 20–49");
        assertThat(stranded.explanation())
                .contains("the deadline of 60 s")
                .contains(
                        "one more record was produced to each partition, and what had waited was committed: topic-1 by 30");
        assertThat(run.judge().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(run.judge().observed().lost()).isZero();
        assertThat(run.check("exercised").outcome())
                .as("a record more than planned")
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void who_does_not_go_on_even_then_is_stuck_with_the_offsets_it_had() {
        Anomaly stuck = afterOneMore(false).check("recovery").anomalies().get(0);

        assertThat(afterOneMore(false).anomalies()).containsExactly(AnomalyKind.STUCK);
        assertThat(stuck.offsets().get(0).describe()).isEqualTo("p1: 20–49");
        assertThat(stuck.count()).isEqualTo(30);
    }

    @Test
    void of_two_partitions_one_may_be_stranded_and_one_stuck() {
        Run run = afterOneMore(true);
        run.recovery = new RecoveryFacts(
                        Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 7L, "topic-1", 30L), Map.of())
                .afterOneMore(Run.START_MICROS + 60_000_000, Map.of("topic-1", 30L));

        assertThat(run.check("recovery").anomalies())
                .extracting(Anomaly::kind, Anomaly::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(AnomalyKind.STRANDED, 30L),
                        org.assertj.core.groups.Tuple.tuple(AnomalyKind.STUCK, 7L));
    }

    @Test
    void who_catches_up_is_neither() {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);

        assertThat(run.check("recovery").anomalies()).isEmpty();
    }

    @Test
    void what_a_stuck_subject_must_have_delivered_is_what_its_last_commit_says() {
        Run run = stuck(Map.of());
        run.commits.clear();
        run.commit(1, 0, 25).commit(1, 1, 10).commit(2, 0, 50).commit(2, 1, 40).commit(3, 1, 20);
        assertThat(run.anomalies()).containsExactly(AnomalyKind.OFFSET_REGRESSED, AnomalyKind.STUCK);

        run.commit(4, 1, 23);
        assertThat(run.judge().observed().lost()).isEqualTo(3);
    }

    @Test
    void a_failed_task_is_named() {
        Anomaly stuck = stuck(Map.of("orders-0", "java.lang.IllegalStateException: broken"))
                .check("recovery")
                .anomalies()
                .get(0);

        assertThat(stuck.explanation()).contains("task orders-0 FAILED: java.lang.IllegalStateException: broken");
        assertThat(stuck.culprit()).isEqualTo(Culprit.SUBJECT);
    }

    @Test
    void whoever_is_stuck_does_not_pass_even_with_a_contract_that_promises_no_delivery() {
        Run run = stuck(Map.of());
        run.guarantee = Guarantee.AT_MOST_ONCE;

        assertThat(run.judge().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    /** Nothing was healed before it had to catch up, and the sentences do not say so. */
    @Test
    void under_faults_that_last_it_is_counted_from_the_last_record() {
        Run run = stuck(Map.of()).underFaults();

        assertThat(run.check("recovery").anomalies()).singleElement().satisfies(stuck -> {
            assertThat(stuck.kind()).isEqualTo(AnomalyKind.STUCK);
            assertThat(stuck.explanation())
                    .startsWith("after the last record was produced, under what the faults do for good, at ")
                    .doesNotContain("healed");
        });
        Run well = Run.of(WriteModel.APPEND, 1, 50, 10).underFaults();
        assertThat(well.check("recovery").outcome()).isEqualTo(Outcome.PASS);
        assertThat(well.check("recovery").summary()).contains("under what the faults do for good");
    }

    @Test
    void later_than_the_objective_is_slow() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.recovery =
                new RecoveryFacts(Run.START_MICROS, Run.START_MICROS + 30_001_000, true, 60_000, Map.of(), Map.of());
        CheckResult check = run.check("recovery");

        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(check.anomalies().get(0).kind()).isEqualTo(AnomalyKind.SLOW);

        run.recovery =
                new RecoveryFacts(Run.START_MICROS, Run.START_MICROS + 30_000_000, true, 60_000, Map.of(), Map.of());
        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void an_absent_liveness_phase_is_inconclusive() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.recovery = null;

        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("recovery").summary()).isEqualTo("the run did not reach its liveness phase");
        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    /** Partition 0 cannot go on beyond its record 30, and the task has said so. */
    private static Run stoppedAtPoison(Map<String, String> failed) {
        Run run = Run.irregular(
                WriteModel.APPEND, 50, 10, new Irregularity("p", IrregularityKind.POISON_VALUE, 0, 30, 1, 1, 0));
        run.rows.removeIf(row -> row.fields().get("src_partition").equals(0L)
                && (Long) row.fields().get("src_ordinal") >= 30);
        run.commits.clear();
        run.commit(1, 0, 30).commit(2, 1, 50);
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 20L), failed);
        run.events.add(new TimelineEvent(
                1,
                Run.START_MICROS,
                "worker-1",
                "convert",
                "orders-0",
                List.of(new OffsetSpan(Run.TOPIC, 0, 25, 40, 16)),
                Map.of()));
        return run;
    }

    @Test
    void who_stops_at_poison_as_declared_is_not_stuck() {
        CheckResult check = stoppedAtPoison(Map.of("orders-0", "DataException")).check("recovery");

        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.summary())
                .isEqualTo("the subject stopped at what it cannot write, as its contract says (topic-0@30);"
                        + " a person has to decide about it");
    }

    @Test
    void who_declares_that_poison_is_parked_and_stops_is_stuck() {
        Run run = stoppedAtPoison(Map.of("orders-0", "DataException"));
        run.poisonPolicy = PoisonPolicy.DEAD_LETTER_QUEUE;

        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void who_stops_where_poison_is_and_has_not_come_to_it_is_stuck() {
        Run run = stoppedAtPoison(Map.of("orders-0", "IllegalStateException"));
        run.events.clear();

        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void who_stands_still_at_poison_without_failing_is_stuck() {
        assertThat(stoppedAtPoison(Map.of()).check("recovery").outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Run restarted(OperatorPolicy policy) {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.operator = policy;
        run.recovery = new RecoveryFacts(
                Run.START_MICROS,
                Run.START_MICROS + 1_000_000,
                true,
                60_000,
                Map.of(),
                Map.of(),
                Map.of("orders-0", "permission denied"));
        return run;
    }

    @Test
    void who_needed_a_person_held_with_a_reservation() {
        CheckResult check = restarted(OperatorPolicy.UNSTATED).check("recovery");

        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(check.summary()).endsWith("in the operator's stead: {orders-0=permission denied}");
        assertThat(check.anomalies()).isEmpty();
    }

    @Test
    void who_declares_that_a_person_may_be_needed_held() {
        assertThat(restarted(OperatorPolicy.RESTART).check("recovery").outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static Run withAFailedTask(OperatorPolicy policy) {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.operator = policy;
        run.recovery = new RecoveryFacts(
                Run.START_MICROS,
                Run.START_MICROS + 1_000_000,
                true,
                60_000,
                Map.of(),
                Map.of("orders-1", "no such column"));
        return run;
    }

    @Test
    void a_task_that_stays_failed_is_stuck_where_nobody_has_to_act() {
        CheckResult check = withAFailedTask(OperatorPolicy.NEVER).check("recovery");

        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check.anomalies()).singleElement().satisfies(stuck -> {
            assertThat(stuck.kind()).isEqualTo(AnomalyKind.STUCK);
            assertThat(stuck.count()).isEqualTo(1);
            assertThat(stuck.explanation()).contains("orders-1=no such column");
        });
    }

    @Test
    void a_task_that_stays_failed_while_others_do_its_work_is_a_reservation_elsewhere() {
        CheckResult check = withAFailedTask(OperatorPolicy.UNSTATED).check("recovery");

        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(check.summary())
                .isEqualTo("lag was zero 1000 ms after everything was healed, but someone has to restart what failed:"
                        + " {orders-1=no such column}");
        assertThat(check.anomalies()).isEmpty();
    }

    @Test
    void who_never_caught_up_by_nobody_knows_how_much_is_stuck_when_tasks_failed_and_else_not_judged() {
        Run run = stuck(Map.of("orders-0", "broken"));
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of(), Map.of("orders-0", "broken"));
        assertThat(run.check("recovery").anomalies().get(0).explanation())
                .contains("it still lags by an unknown number of records");

        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of(), Map.of());
        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("recovery").summary()).contains("the group's offsets were not read");
    }

    private static Outcome whoCameTo(OffsetSpan span) {
        Run run = stoppedAtPoison(Map.of("orders-0", "DataException"));
        run.events.clear();
        run.event(0, "worker-1", "convert", "orders-0", span);
        return run.check("recovery").outcome();
    }

    @Test
    void only_who_has_come_to_the_very_record_has_stopped_at_it() {
        assertThat(whoCameTo(Run.span(0, 30, 30))).isEqualTo(Outcome.PASS);
        assertThat(whoCameTo(Run.span(0, 29, 30))).isEqualTo(Outcome.PASS);
        assertThat(whoCameTo(Run.span(0, 30, 31))).isEqualTo(Outcome.PASS);
        assertThat(whoCameTo(Run.span(0, 20, 29))).isEqualTo(Outcome.FAIL);
        assertThat(whoCameTo(Run.span(0, 31, 49))).isEqualTo(Outcome.FAIL);
        assertThat(whoCameTo(Run.span(1, 30, 30))).isEqualTo(Outcome.FAIL);
        assertThat(whoCameTo(new OffsetSpan("other", 0, 30, 30, 1))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void poison_that_was_committed_past_stopped_nobody_and_all_that_waits_is_counted() {
        Run run = Run.irregular(
                WriteModel.APPEND,
                50,
                10,
                new Irregularity("p", IrregularityKind.POISON_VALUE, 0, 29, 1, 1, 0),
                new Irregularity("p", IrregularityKind.POISON_VALUE, 0, 30, 1, 1, 0),
                new Irregularity("p", IrregularityKind.MISSING_FIELD, 0, 40, 1, 1, 0));
        Run stopped = stoppedAtPoison(Map.of("orders-0", "DataException"));
        run.rows.retainAll(stopped.rows);
        run.commits = stopped.commits;
        run.recovery = stopped.recovery;
        run.events = stopped.events;

        assertThat(run.check("recovery").summary()).contains("(topic-0@30 and 1 more)");
        run.events = Run.of(WriteModel.APPEND, 1, 1, 1)
                .event(0, "worker-1", "convert", "orders-0", Run.span(0, 29, 29))
                .events;
        assertThat(run.check("recovery").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void commits_of_partitions_that_the_ledger_does_not_know_are_passed_over() {
        Run run = stuck(Map.of());
        run.commit(2, 2, 10).commit(2, -1, 10);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.STUCK);
    }

    @Test
    void who_goes_on_with_the_next_record_only_does_not_pass_even_where_no_delivery_is_promised() {
        Run run = afterOneMore(true);
        run.guarantee = Guarantee.AT_MOST_ONCE;

        assertThat(run.judge().outcome()).isEqualTo(Outcome.PARTIAL);
    }
}
