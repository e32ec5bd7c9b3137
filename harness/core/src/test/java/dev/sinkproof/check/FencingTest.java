package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FencingTest {
    private static final String ID = "fencing";

    /** Ten records; worker-1 opens the partition at 1 ms and is handed all, worker-2 opens it at 10 ms and is handed all. */
    private static Run handedOver() {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 5);
        opens(run, 1, "worker-1").event(2_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 9));
        return opens(run, 10, "worker-2").event(11_000, "worker-2", "task.put.enter", "orders-0", Run.span(0, 0, 9));
    }

    private static Run opens(Run run, long millis, String worker) {
        return run.event(millis * 1000, worker, "task.open", "orders-0", new OffsetSpan(Run.TOPIC, 0, -1, -1, 0));
    }

    /** A transaction that the worker asks for, and that the target commits and answers one after the other. */
    private static Run writes(Run run, String worker, long millis, long ordinal) {
        waits(run, worker, millis * 1000, millis * 1000 + 500);
        if (worker.equals("worker-1")) {
            run.rows.add(run.row(0, ordinal));
        }
        return run.insert(millis * 1000 + 200, worker + "-" + millis, 0, ordinal);
    }

    private static void waits(Run run, String worker, long from, long to) {
        Map<String, String> facts = Map.of("connection", "1", "durable", "true");
        run.fact(from, "link:" + worker, "target.request", facts);
        run.fact(to, "link:" + worker, "target.ack", facts);
    }

    @Test
    void a_write_after_another_worker_opened_the_partition_is_a_zombies() {
        Run run = writes(writes(writes(handedOver(), "worker-1", 5, 0), "worker-2", 12, 1), "worker-1", 20, 2);

        CheckResult check = run.check(ID);

        Anomaly zombie = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(zombie.kind()).isEqualTo(AnomalyKind.ZOMBIE_WRITE);
        assertThat(zombie.count()).isEqualTo(1);
        assertThat(zombie.offsets().get(0).describe()).isEqualTo("p0: 2");
        assertThat(zombie.culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(zombie.explanation())
                .isEqualTo(
                        "record topic-0@2 was made durable at 22:13:20.020200 by transaction worker-1-20 on a connection of"
                                + " worker-1, after a task on worker-2 had opened its partition at 22:13:20.010000");
        assertThat(zombie.events()).contains(3L);
        assertThat(check.measures()).containsEntry("attributed", 3L);
        assertThat(run.judge().guarantees()).noneMatch(each -> each.decidedBy().contains("ZOMBIE"));
    }

    @Test
    void at_least_once_allows_it_where_rows_are_only_added() {
        Run run = writes(handedOver(), "worker-1", 20, 2);
        run.guarantee = Guarantee.AT_LEAST_ONCE;

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).anomalies()).hasSize(1);
    }

    /** Worker-2 writes the newest version of each key, and then worker-1 this one. */
    private static Run upserting(WriteModel model, long late) {
        Run run = Run.of(model, 1, 10, 1);
        run.guarantee = Guarantee.AT_LEAST_ONCE;
        run.events = handedOver().events;
        waits(run, "worker-2", 12_000, 12_500);
        run.insert(12_200, "worker-2-12", 0, 8);
        waits(run, "worker-1", 20_000, 20_500);
        return run.insert(20_200, "worker-1-20", 0, late);
    }

    @Test
    void an_older_version_over_a_newer_one_is_a_hazard_and_one_that_goes_forward_is_none() {
        CheckResult back = upserting(WriteModel.UPSERT, 3).check(ID);
        assertThat(back.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(back.anomalies().get(0).offsets().get(0).describe()).isEqualTo("p0: 3");

        CheckResult forward = upserting(WriteModel.UPSERT, 9).check(ID);
        assertThat(forward.outcome()).isEqualTo(Outcome.PASS);
        assertThat(forward.anomalies()).isEmpty();
        assertThat(forward.measures()).containsEntry("zombieWrites", 1L).containsEntry("harmful", 0L);
        assertThat(forward.summary()).contains("1 records were written after").contains("none put an older version");

        assertThat(upserting(WriteModel.UPSERT, 8).check(ID).anomalies()).isEmpty();
    }

    @Test
    void a_version_that_comes_back_after_its_key_was_deleted_is_a_hazard() {
        Run run = Run.of(WriteModel.UPSERT_DELETE, 1, 400, 20);
        long tombstone = 20;
        while (!run.workload.tombstone(0, tombstone)
                || run.workload.tombstone(0, run.workload.previousOrdinal(0, tombstone))) {
            tombstone++;
        }
        long before = run.workload.previousOrdinal(0, tombstone);
        opens(run, 1, "worker-1").event(2_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 399));
        opens(run, 10, "worker-2").event(11_000, "worker-2", "task.put.enter", "orders-0", Run.span(0, 0, 399));
        waits(run, "worker-2", 12_000, 12_500);
        run.insert(12_200, "8", 0, before);
        run.change(
                12_300,
                TargetChange.Operation.DELETE,
                Map.of("id", run.workload.record(0, tombstone).keyId()));
        waits(run, "worker-1", 20_000, 20_500);
        run.insert(20_200, "worker-1-20", 0, before);

        assertThat(run.check(ID).anomalies().get(0).offsets().get(0).describe()).isEqualTo("p0: " + before);
    }

    @Test
    void a_record_that_stands_in_the_target_once_did_no_harm() {
        Run run = handedOver();
        waits(run, "worker-1", 20_000, 20_500);
        run.insert(20_200, "1", 0, 2);

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).measures()).containsEntry("zombieWrites", 1L).containsEntry("harmful", 0L);
    }

    @Test
    void a_request_that_was_made_before_and_took_effect_after_is_one() {
        Run run = handedOver();
        waits(run, "worker-1", 9_000, 30_000);
        run.insert(25_000, "held", 0, 4);

        assertThat(run.check(ID).measures()).containsEntry("zombieWrites", 1L);
    }

    @Test
    void a_write_before_the_other_opened_it_is_the_owners() {
        Run run = writes(handedOver(), "worker-1", 9, 3);

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check(ID).anomalies()).isEmpty();
        assertThat(run.check(ID).measures()).containsEntry("attributed", 1L);
    }

    @Test
    void whoever_is_given_the_partition_again_owns_it() {
        Run opened = writes(opens(handedOver(), 15, "worker-1"), "worker-1", 20, 2);
        assertThat(opened.check(ID).anomalies()).isEmpty();

        Run assigned = writes(
                handedOver()
                        .event(
                                15_000,
                                "worker-1",
                                "rebalance.assigned",
                                "orders-0",
                                new OffsetSpan(Run.TOPIC, 0, -1, -1, 0)),
                "worker-1",
                20,
                2);
        assertThat(assigned.check(ID).anomalies()).isEmpty();
    }

    @Test
    void a_transaction_during_which_both_waited_is_nobodys() {
        Run run = handedOver();
        waits(run, "worker-1", 20_000, 21_000);
        waits(run, "worker-2", 20_100, 20_900);
        run.insert(20_500, "whose", 0, 2);

        assertThat(run.check(ID).anomalies()).isEmpty();
        assertThat(run.check(ID).measures()).containsEntry("notAttributed", 1L);
    }

    @Test
    void a_request_that_was_never_answered_may_take_effect_at_any_time() {
        Run run = handedOver();
        run.fact(9_000, "link:worker-1", "target.request", Map.of("connection", "1", "durable", "true"));
        writes(run, "worker-2", 20, 2);

        assertThat(run.check(ID).anomalies()).isEmpty();
        assertThat(run.check(ID).measures()).containsEntry("notAttributed", 1L);
    }

    @Test
    void a_record_that_the_worker_was_never_handed_is_not_its() {
        Run run = opens(opens(Run.of(WriteModel.APPEND, 1, 10, 5), 1, "worker-1"), 10, "worker-2");
        writes(run, "worker-1", 20, 2);

        assertThat(run.check(ID).anomalies()).isEmpty();
    }

    @Test
    void another_task_of_the_same_worker_cannot_be_told_apart() {
        Run run = opens(Run.of(WriteModel.APPEND, 1, 10, 5), 1, "worker-1");
        run.event(2_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 9));
        run.event(10_000, "worker-1", "task.open", "orders-1", new OffsetSpan(Run.TOPIC, 0, -1, -1, 0));
        writes(run, "worker-1", 20, 2);

        assertThat(run.check(ID).anomalies()).isEmpty();
    }

    @Test
    void a_timeline_with_a_hole_or_a_link_that_shows_nothing_is_not_judged() {
        Run hole = writes(handedOver(), "worker-1", 20, 2);
        hole.fact(30_000, "worker-1", EventNames.EVENTS_DROPPED, Map.of("total", "7"));
        assertThat(hole.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(hole.check(ID).summary()).contains("events of worker-1 were lost");

        Run opaque = handedOver().insert(20_000, "1", 0, 2);
        assertThat(opaque.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void without_a_history_there_is_nothing_to_say() {
        assertThat(handedOver().judge().checks())
                .noneMatch(check -> check.checker().equals(ID));
    }

    @Test
    void whoever_opened_the_partition_in_the_same_moment_took_it_from_nobody() {
        Run run = opens(opens(Run.of(WriteModel.APPEND, 1, 10, 5), 10, "worker-1"), 10, "worker-2");
        run.event(11_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 0, 9));

        assertThat(writes(run, "worker-1", 20, 2).check(ID).measures()).containsEntry("zombieWrites", 0L);
    }

    @Test
    void a_request_that_makes_nothing_durable_is_nobodys_write() {
        Run run = handedOver();
        run.fact(19_000, "link:worker-2", "target.request", Map.of("connection", "1", "durable", "false"));

        assertThat(writes(run, "worker-1", 20, 2).check(ID).anomalies()).hasSize(1);
    }

    @Test
    void records_of_partitions_that_the_ledger_does_not_know_are_passed_over() {
        Run run = handedOver().event(11_000, "worker-2", "task.put.enter", "orders-0", Run.span(1, 0, 9));

        assertThat(writes(run, "worker-1", 20, 2).check(ID).anomalies()).hasSize(1);
    }

    @Test
    void changes_of_which_the_log_knows_nothing_are_nobodys() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < 10; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal < 9) {
                recorder.acked(0, ordinal, ordinal);
            }
        }
        Run run = writes(handedOver(), "worker-1", 20, 2);
        run.ledger = recorder.toLedger();
        run.insert(20_300, "of an unknown record", 0, 9).insert(20_400, "of another topic", 1, 2);

        assertThat(run.check(ID).measures()).containsEntry("attributed", 1L).containsEntry("notAttributed", 0L);
    }

    @Test
    void a_position_is_no_record_that_was_handed_over() {
        Run run = opens(opens(Run.of(WriteModel.APPEND, 1, 10, 5), 1, "worker-1"), 10, "worker-2");
        run.event(2_000, "worker-1", "task.put.enter", "orders-0", OffsetSpan.position(Run.TOPIC, 0, 2));

        assertThat(writes(run, "worker-1", 20, 2).check(ID).measures()).containsEntry("notAttributed", 1L);
    }
}
