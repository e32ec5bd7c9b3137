package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    @Test
    void a_missing_row_is_lost_on_its_offset() {
        Run run =
                Run.of(WriteModel.APPEND, 2, 50, 10).remove(1, 17).remove(1, 18).remove(1, 30);

        CheckResult check = run.check("completeness");

        Anomaly lost = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(lost.count()).isEqualTo(3);
        assertThat(lost.offsets()).hasSize(1);
        assertThat(lost.offsets().get(0).describe()).isEqualTo("p1: 17–18, 30");
        assertThat(lost.explanation()).contains("topic-1@17").contains("not in the target");
    }

    @Test
    void its_story_says_what_happened_in_order() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.changes = new java.util.ArrayList<>();
        run.insert(50_000, "7", 0, 3);
        run.commits.clear();
        run.commit(214, 0, 20);
        run.event(100_000, "worker-1", "task.put.enter", "orders-0", Run.span(0, 10, 19));
        run.event(301_000, "worker-1", EventNames.WORKER_KILLED, null);
        run.event(900_000, "worker-2", "task.put.enter", "orders-0", Run.span(0, 20, 29));

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.explanation())
                .isEqualTo("record topic-0@17 was committed past at 22:13:20.214, its write never reached the target,"
                        + " worker-1 was killed at 22:13:20.301000 and nobody read it again");
        assertThat(lost.story()).hasSize(5);
        assertThat(lost.story().get(0)).startsWith("produced: topic-0@17");
        assertThat(lost.story().get(1)).isEqualTo("22:13:20.100000 handed to put on worker-1, task orders-0");
        assertThat(lost.story().get(2)).isEqualTo("22:13:20.214 offset 20 was committed: past it");
        assertThat(lost.story().get(3)).isEqualTo("22:13:20.301000 worker-1 was killed");
        assertThat(lost.events()).containsExactly(1L, 2L);
        assertThat(lost.culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(lost.remedy()).contains("preCommit");
    }

    @Test
    void a_row_that_was_written_and_then_removed_is_lost_but_by_whom_is_not_told() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.insert(100_000, "7", 0, 17)
                .change(400_000, TargetChange.Operation.DELETE, run.row(0, 17).fields());

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(lost.explanation())
                .contains("it was written at 22:13:20.100000 by transaction 7")
                .contains("its row was deleted at 22:13:20.400000 by transaction 9");
    }

    @Test
    void a_key_without_a_row_is_lost_on_the_offset_of_its_last_word() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        long last = run.workload.lastOrdinalOfKey(0, 4, 50);
        run.remove(0, last);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.count()).isEqualTo(1);
        assertThat(lost.offsets().get(0).ranges().get(0).first()).isEqualTo(last);
    }

    @Test
    void an_empty_target_has_lost_everything() {
        Run run = Run.of(WriteModel.APPEND, 2, 50, 10);
        run.rows.clear();

        assertThat(run.judge().observed().lost()).isEqualTo(100);
    }

    @Test
    void superseded_versions_offset_gaps_and_unknown_records_are_not_lost() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < 40; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal % 7 == 1) {
                continue;
            }
            recorder.acked(0, ordinal, ordinal * 3);
        }
        for (WriteModel model : WriteModel.values()) {
            Run run = Run.with(Run.of(model, 1, 40, 6).workload, recorder.toLedger());

            assertThat(run.judge().anomalies()).as(model.label()).isEmpty();
        }
    }

    @Test
    void a_loss_is_no_failure_of_at_most_once_but_it_is_shown() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.guarantee = Guarantee.AT_MOST_ONCE;

        CheckResult check = run.check("completeness");

        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.anomalies()).hasSize(1);
        assertThat(check.summary()).contains("at-most-once allows");
    }

    @Test
    void nothing_is_called_lost_while_the_target_is_still_changing() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.recovery = new RecoveryFacts(Run.START_MICROS, Run.START_MICROS, false, 1, Map.of(), Map.of());

        CheckResult check = run.check("completeness");

        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.anomalies()).isEmpty();
        assertThat(run.judge().observed().lost()).isZero();
    }

    @Test
    void nothing_is_called_lost_when_it_is_not_known_what_was_committed() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 1, Map.of("topic-0", 33L), Map.of());
        run.commits = null;

        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.check("completeness").summary()).contains("the offsets topic was not read");
    }

    @Test
    void an_unread_target_is_inconclusive() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.rows = null;

        assertThat(run.check("completeness").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.judge().observed()).isNull();
        assertThat(run.judge().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void a_target_without_the_identity_columns_is_inconclusive_and_says_why() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.rows.replaceAll(row -> Run.without(row, "src_ordinal"));

        CheckResult check = run.check("completeness");

        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.summary())
                .contains("does not keep the record identity: 50 rows have no columns"
                        + " src_partition and src_ordinal, in orders");
        assertThat(run.anomalies()).isEmpty();
    }

    @Test
    void ranges_that_do_not_fit_are_cut_and_that_is_said() {
        Run run = Run.of(WriteModel.APPEND, 1, 5000, 10);
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") % 2 == 0);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.count()).isEqualTo(2500);
        assertThat(lost.truncated()).isTrue();
        assertThat(lost.offsets().get(0).ranges()).hasSize(Anomaly.RANGES_MAX);
    }

    @Test
    void exactly_the_ranges_that_fit_are_not_called_cut() {
        Run run = Run.of(WriteModel.APPEND, 2, 1000, 10);
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") % 2 == 0);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.truncated()).isFalse();
        assertThat(lost.offsets()).hasSize(2);
        assertThat(List.of(lost.offsets().get(0).count(), lost.offsets().get(1).count()))
                .containsExactly(500L, 500L);
    }

    @Test
    void the_first_record_of_all_may_be_lost_like_any_other() {
        Anomaly lost = Run.of(WriteModel.APPEND, 2, 50, 10)
                .remove(1, 0)
                .check("completeness")
                .anomalies()
                .get(0);

        assertThat(lost.explanation()).startsWith("record topic-1@0 was committed past");
        assertThat(lost.offsets().get(0).describe()).isEqualTo("p1: 0");
        assertThat(lost.story()).last().isEqualTo("read back: not in the target, which stands still");
    }

    @Test
    void without_commits_it_is_not_known_who_lost_it() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.commits = null;

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(lost.explanation())
                .isEqualTo("record topic-0@17 was acknowledged by Kafka and is not in the target");
    }

    @Test
    void what_is_accounted_for_is_counted_and_said() {
        CheckResult all = Run.of(WriteModel.APPEND, 1, 50, 10).check("completeness");
        assertThat(all.summary()).isEqualTo("all 50 acknowledged records are accounted for");
        assertThat(all.measures())
                .isEqualTo(Map.of(
                        "overtaken", 0L,
                        "acknowledged", 50L,
                        "unknown", 0L,
                        "rejected", 0L,
                        "recovered", 0L,
                        "lost", 0L,
                        "undelivered", 0L,
                        "parked", 0L));

        Run stuck = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 48).remove(0, 49);
        stuck.commits.clear();
        stuck.commit(1, 0, 48);
        stuck.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 1, Map.of("topic-0", 2L), Map.of());
        assertThat(stuck.check("completeness").summary())
                .isEqualTo("nothing below the committed offsets is missing; 2 records above them were not delivered");
    }
}
