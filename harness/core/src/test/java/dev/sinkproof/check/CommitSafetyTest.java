package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitSafetyTest {
    /** Ten records, written one by one at 1, 2, 3 … ms. */
    private static Run written() {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 5);
        run.commits.clear();
        for (long ordinal = 0; ordinal < 10; ordinal++) {
            run.insert((ordinal + 1) * 1000, "tx-" + ordinal, 0, ordinal);
        }
        return run;
    }

    @Test
    void a_commit_past_a_record_that_is_not_durable_is_premature() {
        Run run = written().commit(4, 0, 7).commit(50, 0, 10);

        CheckResult check = run.check("commit-safety");

        Anomaly premature = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(premature.kind()).isEqualTo(AnomalyKind.PREMATURE_COMMIT);
        assertThat(premature.count()).isEqualTo(1);
        assertThat(check.measures()).containsEntry("premature", 1L);
        assertThat(premature.offsets().get(0).describe()).isEqualTo("p0: 4–6");
        assertThat(premature.explanation())
                .isEqualTo("offset 7 of topic-0 was committed at 22:13:20.004 (3 records below it were not durable):"
                        + " record topic-0@4 became durable only at 22:13:20.005000, by transaction tx-4");
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void at_most_once_may_commit_first() {
        Run run = written().commit(4, 0, 7).commit(50, 0, 10);
        run.guarantee = Guarantee.AT_MOST_ONCE;

        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("commit-safety").anomalies()).hasSize(1);
    }

    @Test
    void a_record_that_became_durable_in_the_same_millisecond_is_no_case() {
        Run run = Run.of(WriteModel.APPEND, 1, 2, 5);
        run.commits.clear();
        run.insert(1, "1", 0, 0).insert(4_999, "2", 0, 1).commit(4, 0, 2);
        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);

        Run later = Run.of(WriteModel.APPEND, 1, 2, 5);
        later.commits.clear();
        later.insert(1, "1", 0, 0).insert(5_000, "2", 0, 1).commit(4, 0, 2);
        assertThat(later.check("commit-safety").outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void a_record_that_never_became_durable_is_found_too() {
        Run run = written().commit(50, 0, 10);
        run.changes.remove(3);
        run.remove(0, 3);

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.PREMATURE_COMMIT);
    }

    @Test
    void a_history_that_lacks_what_the_target_holds_proves_nothing() {
        Run run = written().commit(50, 0, 10);
        run.changes.remove(3);

        CheckResult check = run.check("commit-safety");

        assertThat(check.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(check.summary()).contains("history is not whole");
    }

    @Test
    void without_a_history_it_does_not_apply_and_without_commits_nothing_can_be_said() {
        Run run = Run.of(WriteModel.APPEND, 1, 10, 5);
        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PASS);

        run.commits = new ArrayList<>();
        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        run.commits = null;
        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void truncating_what_was_durable_makes_no_commit_premature() {
        Run run = written();
        run.change(20_000, TargetChange.Operation.TRUNCATE, Map.of());
        run.commit(50, 0, 10);

        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_collapsed_batch_makes_versions_in_between_durable() {
        Run run = Run.of(WriteModel.UPSERT, 1, 50, 10);
        run.commits.clear();
        for (int key = 0; key < 10; key++) {
            run.insert(1000, "1", 0, run.workload.lastOrdinalOfKey(0, key, 50));
        }
        run.commit(2, 0, 50);

        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_committed_tombstone_whose_row_still_stands_is_premature() {
        Run run = Run.of(WriteModel.UPSERT_DELETE, 1, 400, 20);
        run.commits.clear();
        long tombstone = 20;
        while (!run.workload.tombstone(0, tombstone)
                || run.workload.tombstone(0, run.workload.previousOrdinal(0, tombstone))) {
            tombstone++;
        }
        for (long ordinal = 0; ordinal < tombstone; ordinal++) {
            if (!run.workload.tombstone(0, ordinal)) {
                run.insert(1000, "1", 0, ordinal);
            }
        }
        run.commit(2, 0, tombstone + 1);
        run.change(
                5_000,
                TargetChange.Operation.DELETE,
                Map.of("id", run.workload.record(0, tombstone).keyId()));

        OffsetSpan found = offset(run.check("commit-safety").anomalies().get(0));
        assertThat(found.last()).isEqualTo(tombstone);
    }

    private static OffsetSpan offset(Anomaly anomaly) {
        var ranges = anomaly.offsets().get(0).ranges();
        return new OffsetSpan(
                Run.TOPIC,
                0,
                ranges.get(0).first(),
                ranges.get(ranges.size() - 1).last(),
                1);
    }

    @Test
    void a_commit_that_goes_back_is_found_and_attributed_when_pre_commit_asked_for_it() {
        Run run = written().commit(50, 0, 8).commit(60, 0, 5).commit(70, 0, 10);

        Anomaly regressed = run.check("commit-safety").anomalies().get(0);
        assertThat(regressed.kind()).isEqualTo(AnomalyKind.OFFSET_REGRESSED);
        assertThat(regressed.count()).isEqualTo(1);
        assertThat(regressed.offsets().get(0).describe()).isEqualTo("p0: 5–7");
        assertThat(regressed.culprit()).isEqualTo(Culprit.UNDETERMINED);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PARTIAL);

        run.event(55_000, "worker-1", "task.preCommit.exit", "orders-0", OffsetSpan.position(Run.TOPIC, 0, 5));
        Anomaly asked = run.check("commit-safety").anomalies().get(0);
        assertThat(asked.culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(asked.events()).containsExactly(1L);
        assertThat(asked.explanation()).contains("preCommit() on worker-1 had returned it");
    }

    @Test
    void an_offset_that_the_plan_set_back_is_no_regression_but_a_second_one_is() {
        Run run = written().commit(50, 0, 8).commit(60, 0, 5).commit(70, 0, 10);
        run.events.add(harness(1, 52_000, EventNames.FAULT_FIRED));
        run.events.add(harness(2, 61_000, EventNames.OFFSETS_RESET));
        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);

        run.commit(80, 0, 7);

        assertThat(run.check("commit-safety").measures()).containsEntry("regressed", 1L);
    }

    @Test
    void a_reset_explains_nothing_that_was_committed_before_it() {
        Run run = written().commit(50, 0, 8).commit(60, 0, 5).commit(70, 0, 10);
        run.events.add(harness(1, 62_000, EventNames.FAULT_FIRED));
        run.events.add(harness(2, 65_000, EventNames.OFFSETS_RESET));

        assertThat(run.check("commit-safety").measures()).containsEntry("regressed", 1L);
    }

    private static TimelineEvent harness(long sequence, long micros, String name) {
        return new TimelineEvent(
                sequence, Run.START_MICROS + micros, "harness", name, null, List.of(), Map.of("fault", "reset-1"));
    }

    @Test
    void the_same_offset_committed_again_is_no_regression() {
        Run run = written().commit(50, 0, 8).commit(60, 0, 8).commit(70, 0, 10);

        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);
    }

    /** Record 1 is durable at this time, and told after record 2, which became durable later; commits at 4 and at 6 ms. */
    private static Run toldLate(long micros) {
        Run run = Run.of(WriteModel.APPEND, 1, 3, 5);
        run.commits.clear();
        run.insert(1_000, "1", 0, 0).insert(8_000, "3", 0, 2).insert(micros, "2", 0, 1);
        return run.commit(4, 0, 2).commit(6, 0, 2).commit(9, 0, 3);
    }

    @Test
    void a_change_that_is_told_late_acquits_what_it_made_durable_in_time_and_nothing_else() {
        assertThat(toldLate(4_999).check("commit-safety").anomalies()).isEmpty();
        assertThat(toldLate(6_999).check("commit-safety").anomalies()).hasSize(1);
        assertThat(toldLate(5_000)
                        .check("commit-safety")
                        .anomalies()
                        .get(0)
                        .offsets()
                        .get(0)
                        .describe())
                .isEqualTo("p0: 1");
    }

    /** Keys 0 to 4; the last versions of all are committed at 4 ms and, as far as was told by 8 ms, not durable. */
    private static Run keyedToldLate() {
        Run run = Run.of(WriteModel.UPSERT, 1, 15, 5);
        run.commits.clear();
        for (long ordinal = 0; ordinal < 5; ordinal++) {
            run.insert(1_000, "1", 0, ordinal);
        }
        run.commit(4, 0, 10).commit(9, 0, 15);
        return run.insert(8_000, "8", 0, 10);
    }

    @Test
    void a_version_that_is_told_late_acquits_the_earlier_ones_of_its_key() {
        Run run = keyedToldLate();
        long key = run.workload.keyOf(0, 10);
        for (long ordinal = 11; ordinal < 15; ordinal++) {
            run.insert(4_500, "4", 0, ordinal);
        }

        Anomaly premature = run.check("commit-safety").anomalies().get(0);

        long late = run.workload.previousOrdinal(0, 10);
        assertThat(run.workload.keyOf(0, late)).isEqualTo((int) key);
        assertThat(premature.offsets().get(0).describe()).isEqualTo("p0: " + late);
    }

    private static Run deletedLate(long micros, TargetChange.Operation operation, Map<String, Object> fields) {
        return writtenByNine(keyedToldLate().change(micros, operation, fields));
    }

    private static Run writtenByNine(Run run) {
        for (long ordinal = 11; ordinal < 15; ordinal++) {
            run.insert(8_500, "5", 0, ordinal);
        }
        return run;
    }

    private static long premature(Run run) {
        return run.check("commit-safety").anomalies().stream()
                .flatMap(anomaly -> anomaly.offsets().stream())
                .mapToLong(dev.sinkproof.model.PartitionOffsets::count)
                .sum();
    }

    @Test
    void a_delete_that_is_told_late_acquits_its_key_and_a_truncation_all() {
        assertThat(premature(writtenByNine(keyedToldLate()))).isEqualTo(5);
        Map<String, Object> ofKey =
                Map.of("id", keyedToldLate().workload.record(0, 11).keyId());
        assertThat(premature(deletedLate(5_000, TargetChange.Operation.DELETE, ofKey)))
                .as("after the commit")
                .isEqualTo(5);
        assertThat(premature(deletedLate(4_500, TargetChange.Operation.DELETE, ofKey)))
                .isEqualTo(4);
        assertThat(premature(deletedLate(4_500, TargetChange.Operation.DELETE, Map.of())))
                .as("whichever row it was")
                .isZero();
        assertThat(premature(deletedLate(4_500, TargetChange.Operation.TRUNCATE, Map.of())))
                .isZero();
        assertThat(premature(deletedLate(5_000, TargetChange.Operation.TRUNCATE, Map.of())))
                .as("after the commit")
                .isEqualTo(5);
    }

    /** One key, of which record 3 is a delete: record 0 is written at 1 ms, record 1 is committed past at 4 ms and not written. */
    private static Run oneKey(TargetChange.Operation operation, String table, Map<String, Object> fields) {
        Run run = Run.irregular(
                WriteModel.UPSERT_DELETE, 10, 1, new Irregularity("t", IrregularityKind.TOMBSTONE, 0, 3, 1, 1, 0));
        run.commits.clear();
        run.insert(1_000, "1", 0, 0);
        run.changes.add(new TargetChange(Run.START_MICROS + 2_000, "2", operation, new TargetRow(table, fields)));
        return run.commit(4, 0, 2);
    }

    @Test
    void where_the_row_is_gone_a_later_delete_may_have_taken_effect_already() {
        Map<String, Object> itself = Map.of("id", 0L);
        TargetChange.Operation delete = TargetChange.Operation.DELETE;

        assertThat(premature(oneKey(TargetChange.Operation.UPDATE, Run.TABLE, Map.of())))
                .isEqualTo(1);
        assertThat(premature(oneKey(delete, Run.TABLE, itself))).isZero();
        assertThat(premature(oneKey(delete, Run.TABLE, Map.of())))
                .as("whichever row it was")
                .isZero();
        assertThat(premature(oneKey(delete, Run.TABLE, Map.of("id", 7_000_000_000_000L))))
                .as("a key that the workload has not")
                .isZero();
        assertThat(premature(oneKey(TargetChange.Operation.TRUNCATE, Run.TABLE, Map.of())))
                .isZero();
        assertThat(premature(oneKey(delete, Run.TABLE, Map.of("id", 1_000_000_000_000L))))
                .as("a row of another key")
                .isEqualTo(1);
        assertThat(premature(oneKey(delete, "elsewhere", itself)))
                .as("a row of another table")
                .isEqualTo(1);
        assertThat(premature(oneKey(TargetChange.Operation.TRUNCATE, "elsewhere", itself)))
                .isEqualTo(1);
    }

    @Test
    void the_commit_that_went_past_a_record_first_is_named() {
        Run run = Run.of(WriteModel.APPEND, 1, 4, 5);
        run.commits.clear();
        run.insert(1_000, "1", 0, 0)
                .insert(1_000, "1", 0, 1)
                .insert(8_000, "2", 0, 2)
                .insert(8_000, "2", 0, 3);
        run.commit(4, 0, 2).commit(6, 0, 3).commit(9, 0, 4);

        assertThat(run.check("commit-safety").anomalies().get(0).explanation())
                .startsWith("offset 3 of topic-0 was committed at 22:13:20.006 (1 records below it were not durable)");
    }

    @Test
    void what_became_durable_in_the_last_microsecond_and_is_told_late_is_no_case() {
        Run run = Run.of(WriteModel.APPEND, 1, 3, 5);
        run.commits.clear();
        run.insert(1_000, "1", 0, 0).insert(8_000, "3", 0, 2).insert(4_999, "2", 0, 1);

        assertThat(run.commit(4, 0, 2).commit(9, 0, 3).check("commit-safety").anomalies())
                .isEmpty();
    }

    @Test
    void changes_of_the_workload_are_counted_and_others_are_passed_over() {
        Run run = written().commit(50, 0, 10);
        run.insert(60_000, "of no record", 0, 10).insert(61_000, "of another topic", 1, 0);

        assertThat(run.check("commit-safety").outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.check("commit-safety").measures())
                .isEqualTo(Map.of("commits", 1L, "premature", 0L, "regressed", 0L, "changes", 10L));
        assertThat(run.check("commit-safety").summary()).isEqualTo("at each of 1 commits everything below was durable");
    }

    private static Anomaly wentBack(long askedMicros, OffsetSpan... asked) {
        Run run = written().commit(50, 0, 8).commit(60, 0, 5).commit(70, 0, 10);
        return run.event(askedMicros, "worker-1", "task.preCommit.exit", "orders-0", asked)
                .check("commit-safety")
                .anomalies()
                .get(0);
    }

    @Test
    void who_asked_for_a_commit_that_went_back_asked_between_the_two_and_for_that_very_offset() {
        OffsetSpan five = OffsetSpan.position(Run.TOPIC, 0, 5);
        assertThat(wentBack(60_999, five).culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(wentBack(50_001, five).culprit()).isEqualTo(Culprit.SUBJECT);
        assertThat(wentBack(61_000, five).culprit()).as("after it").isEqualTo(Culprit.UNDETERMINED);
        assertThat(wentBack(50_000, five).culprit())
                .as("before the commit before it")
                .isEqualTo(Culprit.UNDETERMINED);
        assertThat(wentBack(55_000, OffsetSpan.position(Run.TOPIC, 0, 6)).culprit())
                .isEqualTo(Culprit.UNDETERMINED);
        assertThat(wentBack(55_000, OffsetSpan.position(Run.TOPIC, 1, 5)).culprit())
                .isEqualTo(Culprit.UNDETERMINED);
        assertThat(wentBack(55_000, OffsetSpan.position(Run.TOPIC, 1, 5), five).culprit())
                .isEqualTo(Culprit.SUBJECT);
    }

    @Test
    void every_step_back_is_counted_and_the_first_is_told() {
        Run run = written()
                .commit(50, 0, 8)
                .commit(60, 0, 5)
                .commit(70, 0, 9)
                .commit(80, 0, 7)
                .commit(90, 0, 10);

        Anomaly regressed = run.check("commit-safety").anomalies().get(0);

        assertThat(regressed.count()).isEqualTo(2);
        assertThat(regressed.explanation())
                .startsWith("offset 5 of topic-0 was committed at 22:13:20.060, after 8 at 22:13:20.050");
        assertThat(regressed.offsets().get(0).describe()).isEqualTo("p0: 5–8");
    }

    private static boolean explained(long firedMicros, long resetMicros) {
        Run run = written().commit(50, 0, 8).commit(60, 0, 5).commit(70, 0, 10);
        run.events.add(harness(1, firedMicros, EventNames.FAULT_FIRED));
        run.events.add(harness(2, resetMicros, EventNames.OFFSETS_RESET));
        return run.check("commit-safety").anomalies().isEmpty();
    }

    @Test
    void a_reset_explains_a_step_back_that_may_have_been_made_while_it_went_on() {
        assertThat(explained(40_000, 50_000)).isTrue();
        assertThat(explained(40_000, 49_999))
                .as("over before the commit before")
                .isFalse();
        assertThat(explained(60_999, 70_000)).isTrue();
        assertThat(explained(61_000, 70_000)).as("begun after the step back").isFalse();
    }

    @Test
    void a_reset_explains_one_step_back_in_each_partition() {
        Run run = Run.of(WriteModel.APPEND, 2, 10, 5);
        run.commits.clear();
        for (int partition = 0; partition < 2; partition++) {
            run.commit(50, partition, 8).commit(60, partition, 5).commit(70, partition, 10);
        }
        run.events.add(harness(1, 52_000, EventNames.FAULT_FIRED));
        run.events.add(harness(2, 61_000, EventNames.OFFSETS_RESET));

        assertThat(run.check("commit-safety").measures()).containsEntry("regressed", 0L);
    }

    @Test
    void a_delete_that_was_never_produced_has_no_effect() {
        Run run = oneKey(TargetChange.Operation.DELETE, Run.TABLE, Map.of("id", 0L));
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 2);
        for (long ordinal = 0; ordinal < 3; ordinal++) {
            recorder.attempt(0, ordinal);
            recorder.acked(0, ordinal, ordinal);
        }
        run.ledger = recorder.toLedger();

        assertThat(premature(run)).isEqualTo(1);
    }

    /** One key, of which record 0 is written at 1 ms; records 1 and, of this kind, 2 are committed past at 4 ms. */
    private static String followedBy(IrregularityKind kind) {
        Run run = Run.irregular(WriteModel.UPSERT, 10, 1, new Irregularity("f", kind, 0, 2, 1, 1, 0));
        run.commits.clear();
        run.insert(1_000, "1", 0, 0).insert(8_000, "2", 0, 9).commit(4, 0, 3);
        return run.check("commit-safety").anomalies().get(0).offsets().get(0).describe();
    }

    @Test
    void only_a_version_that_can_take_effect_makes_an_earlier_one_needless() {
        assertThat(followedBy(IrregularityKind.HEADERS)).isEqualTo("p0: 2");
        assertThat(followedBy(IrregularityKind.POISON_VALUE)).isEqualTo("p0: 1");
    }

    /** One key in each of two partitions; record 0 of partition 0 is committed at 4 ms, and nothing of it was told by 8 ms. */
    private static Run firstOfAKey() {
        Run run = Run.of(WriteModel.UPSERT, 2, 2, 1);
        run.commits.clear();
        return run.insert(8_000, "8", 1, 1).commit(4, 0, 1).commit(9, 1, 2);
    }

    @Test
    void the_first_record_of_a_key_is_acquitted_like_any_other() {
        assertThat(premature(firstOfAKey().insert(5_000, "5", 0, 1))).isEqualTo(1);
        assertThat(premature(firstOfAKey().insert(4_500, "4", 0, 1))).isZero();

        Run deleted = Run.of(WriteModel.UPSERT, 2, 1, 1);
        deleted.commits.clear();
        deleted.insert(8_000, "8", 1, 0).commit(4, 0, 1).commit(9, 1, 1);
        deleted.remove(0, 0).change(4_500, TargetChange.Operation.DELETE, Map.of("id", 0L));
        assertThat(premature(deleted)).isZero();
        deleted.changes.remove(1);
        assertThat(premature(deleted)).isEqualTo(1);
    }
}
