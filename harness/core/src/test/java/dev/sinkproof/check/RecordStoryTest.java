package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange.Operation;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The story of record 17 of partition 0: what belongs to it, and what looks as if it did. */
class RecordStoryTest {
    private static final long ORDINAL = 17;

    private static Run run(WriteModel model, int keys) {
        Run run = Run.of(model, 2, 50, keys);
        run.commits.clear();
        return run;
    }

    private static Run add(
            Run run, long micros, String source, String name, Map<String, String> facts, OffsetSpan... spans) {
        run.events.add(new TimelineEvent(
                run.events.size() + 1, Run.START_MICROS + micros, source, name, null, List.of(spans), facts));
        return run;
    }

    /** The steps, without the line of its production and without the ending. */
    private static List<String> steps(Run run) {
        List<String> lines = story(run).lines("end");
        return lines.subList(1, lines.size() - 1);
    }

    private static RecordStory story(Run run) {
        Case judged = new Case(run.evidence());
        return RecordStory.of(judged, Witness.of(judged, 0, ORDINAL));
    }

    @Test
    void begins_with_what_was_produced() {
        assertThat(story(run(WriteModel.APPEND, 5)).lines("end"))
                .containsExactly(
                        "produced: topic-0@17, record 17 of its partition, key "
                                + run(WriteModel.APPEND, 5)
                                        .workload
                                        .record(0, ORDINAL)
                                        .keyId() + ", version 3",
                        "end");

        Run tombstone = Run.irregular(
                WriteModel.UPSERT_DELETE, 50, 1, new Irregularity("t", IrregularityKind.TOMBSTONE, 0, 17, 1, 1, 0));
        assertThat(story(tombstone).lines("end").get(0)).contains("tombstone of key 0, version 17");
    }

    @Test
    void a_task_that_failed_is_part_of_it_and_one_that_runs_is_not() {
        Run run = run(WriteModel.APPEND, 5);
        add(run, 1, "connect", EventNames.TASK_STATUS, Map.of("state", "RUNNING"));
        add(run, 2, "connect", EventNames.TASK_STATUS, Map.of("state", "FAILED", "task", "orders-0"));

        assertThat(steps(run)).containsExactly("22:13:20.000002 task status {state=FAILED, task=orders-0}");
    }

    @Test
    void what_is_done_to_the_system_is_part_of_it_with_what_is_known_of_it() {
        Run run = run(WriteModel.APPEND, 5);
        add(run, 1, "harness", EventNames.FAULT_FIRED, Map.of("fault", "kill-1"));
        add(run, 2, "harness", EventNames.FAULT_HEALED, Map.of());

        assertThat(steps(run))
                .containsExactly("22:13:20.000001 fault fired {fault=kill-1}", "22:13:20.000002 fault healed");
    }

    @Test
    void only_the_first_commit_past_it_is_shown_as_found() {
        Run run = run(WriteModel.APPEND, 5);
        String name = EventNames.OFFSET_COMMITTED;
        add(run, 1, "kafka", name, Map.of(), new OffsetSpan(Run.TOPIC, 0, 17, 17, 0));
        add(run, 2, "kafka", name, Map.of(), new OffsetSpan(Run.TOPIC, 1, 40, 40, 0));
        add(run, 3, "kafka", name, Map.of(), new OffsetSpan(Run.TOPIC, 0, 18, 18, 0));
        add(run, 4, "kafka", name, Map.of(), new OffsetSpan(Run.TOPIC, 0, 50, 50, 0));

        assertThat(steps(run)).containsExactly("22:13:20.000003 the commit past it is found in the offsets topic");
        assertThat(story(run).events()).containsExactly(3L);
    }

    @Test
    void a_commit_of_another_topic_or_partition_or_below_it_is_not_past_it() {
        Run run = run(WriteModel.APPEND, 5);
        run.commits.add(new OffsetCommit("other", 0, 40, Run.START_MICROS / 1000 + 1, 1));
        run.commit(2, 1, 40).commit(3, 0, 17).commit(4, 0, 18).commit(5, 0, 50);

        assertThat(steps(run)).containsExactly("22:13:20.004 offset 18 was committed: past it");
    }

    @Test
    void put_is_part_of_it_where_it_had_the_record_and_when_it_threw() {
        Run run = run(WriteModel.APPEND, 5);
        String exit = FaultPoint.TASK_PUT_EXIT.id();
        add(run, 1, "worker-1", exit, Map.of("error", "none"), Run.span(0, 10, 20));
        add(run, 2, "worker-1", exit, Map.of(), Run.span(0, 10, 20));
        add(run, 3, "worker-1", exit, Map.of("error", "broken"), Run.span(0, 10, 16));
        add(run, 4, "worker-1", exit, Map.of("error", "broken"), Run.span(0, 10, 17));
        add(run, 5, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), Map.of(), Run.span(0, 18, 20), Run.span(1, 17, 17));
        add(run, 6, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), Map.of(), Run.span(1, 1, 2), Run.span(0, 17, 20));

        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.000004 put threw on worker-1: broken", "22:13:20.000006 handed to put on worker-1");
    }

    @Test
    void rebalances_of_its_partition_are_part_of_it() {
        Run run = run(WriteModel.APPEND, 5);
        String revoked = FaultPoint.REBALANCE_REVOKED.id();
        add(run, 1, "worker-1", revoked, Map.of(), new OffsetSpan(Run.TOPIC, 1, -1, -1, 0));
        add(
                run,
                2,
                "worker-1",
                revoked,
                Map.of(),
                new OffsetSpan(Run.TOPIC, 1, -1, -1, 0),
                new OffsetSpan(Run.TOPIC, 0, -1, -1, 0));

        assertThat(steps(run)).containsExactly("22:13:20.000002 " + revoked + " on worker-1");
    }

    @Test
    void requests_are_part_of_it_where_they_name_it() {
        Run run = run(WriteModel.APPEND, 5);
        add(run, 1, "link:worker-1", FaultPoint.TARGET_REQUEST.id(), Map.of(), Run.span(0, 18, 18));
        add(run, 2, "link:worker-1", FaultPoint.TARGET_REQUEST.id(), Map.of(), Run.span(0, 17, 17));

        assertThat(steps(run))
                .containsExactly("22:13:20.000002 " + FaultPoint.TARGET_REQUEST.meaning() + " on link:worker-1");
    }

    @Test
    void in_a_table_with_a_row_for_each_record_only_its_own_row_counts() {
        Run run = run(WriteModel.APPEND, 1);
        run.insert(1, "1", 0, 16).insert(2, "2", 1, 17).insert(3, "3", 0, 17);
        run.change(4, Operation.DELETE, run.row(0, 16).fields());
        run.change(5, Operation.DELETE, run.row(1, 17).fields());
        run.change(6, Operation.DELETE, run.row(0, 17).fields());

        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.000003 written to orders by transaction 3 (INSERT)",
                        "22:13:20.000006 its row was deleted by transaction 9 (DELETE)");
    }

    @Test
    void in_a_table_with_a_row_for_each_key_every_version_of_its_key_counts() {
        Run run = run(WriteModel.UPSERT_DELETE, 5);
        long older = run.workload.previousOrdinal(0, ORDINAL);
        long another = run.workload.keyOf(0, 16) == run.workload.keyOf(0, ORDINAL) ? 15 : 16;
        run.insert(1, "1", 0, another).insert(2, "2", 0, older).insert(3, "3", 1, older);
        run.insert(4, "4", 0, 50 + ORDINAL % 5);
        run.change(
                5,
                Operation.DELETE,
                Map.of("id", run.workload.record(0, another).keyId()));
        run.change(
                6,
                Operation.DELETE,
                Map.of("id", run.workload.record(0, ORDINAL).keyId()));
        run.change(7, Operation.DELETE, Map.of());

        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.000002 its key's row was set to version " + run.workload.version(older) + " (offset "
                                + older + ") by transaction 2 (INSERT)",
                        "22:13:20.000006 its row was deleted by transaction 9 (DELETE)");
    }

    @Test
    void what_happens_to_another_table_is_no_part_of_it() {
        Run run = run(WriteModel.UPSERT, 5);
        run.change(1, Operation.TRUNCATE, Map.of());
        run.change(
                2,
                Operation.DELETE,
                Map.of("id", run.workload.record(0, ORDINAL).keyId()));
        assertThat(steps(run)).as("before any record was in the table").isEmpty();

        run.insert(3, "3", 0, ORDINAL).change(4, Operation.TRUNCATE, Map.of());
        run.changes.add(new dev.sinkproof.evidence.TargetChange(
                Run.START_MICROS + 5, "10", Operation.TRUNCATE, new TargetRow("elsewhere", Map.of())));
        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.000003 written to orders by transaction 3 (INSERT)",
                        "22:13:20.000004 orders was truncated by transaction 9 (TRUNCATE)");
    }

    @Test
    void its_beginning_and_its_end_are_shown_when_it_is_long() {
        Run run = run(WriteModel.APPEND, 5);
        for (int i = 1; i <= 100; i++) {
            run.event(i, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), null, Run.span(0, 10, 20));
        }

        List<String> steps = steps(run);

        assertThat(steps).hasSize(RecordStory.STEPS_MAX + 1);
        assertThat(steps.get(0)).startsWith("22:13:20.000001 ");
        assertThat(steps.get(19)).startsWith("22:13:20.000020 ");
        assertThat(steps.get(20)).isEqualTo("… 60 steps are not shown");
        assertThat(steps.get(21)).startsWith("22:13:20.000081 ");
        assertThat(steps.get(40)).startsWith("22:13:20.000100 ");
        assertThat(story(run).events()).hasSize(40).contains(1L, 20L, 81L, 100L);
    }

    @Test
    void exactly_what_fits_is_shown_whole() {
        Run run = run(WriteModel.APPEND, 5);
        for (int i = 1; i <= RecordStory.STEPS_MAX; i++) {
            run.event(i, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), null, Run.span(0, 10, 20));
        }

        assertThat(steps(run)).hasSize(RecordStory.STEPS_MAX).noneMatch(line -> line.contains("not shown"));
    }

    @Test
    void what_comes_after_thousands_of_steps_is_counted_and_a_kill_and_a_commit_are_kept_all_the_same() {
        Run run = run(WriteModel.APPEND, 5);
        for (int i = 1; i <= 5_010; i++) {
            run.event(i, "worker-1", FaultPoint.TASK_PUT_ENTER.id(), null, Run.span(0, 10, 20));
        }
        run.event(6_000, "worker-1", EventNames.WORKER_KILLED, null);
        run.commit(7, 0, 50);

        List<String> steps = steps(run);

        assertThat(steps).contains("… " + (5_012 - RecordStory.STEPS_MAX) + " steps are not shown");
        assertThat(steps.get(steps.size() - 3)).startsWith("22:13:20.005000 ");
        assertThat(steps.subList(steps.size() - 2, steps.size()))
                .containsExactly(
                        "22:13:20.006000 worker-1 was killed", "22:13:20.007 offset 50 was committed: past it");
    }

    @Test
    void of_a_topic_that_was_created_again_offsets_are_not_mixed_up() {
        Run run = Run.recreated(WriteModel.APPEND, 20, 40, 5);
        run.commits.clear();
        run.commits.add(new OffsetCommit(Run.TOPIC, 0, 10, Run.START_MICROS / 1000 + 400, 1));
        run.commits.add(new OffsetCommit(Run.TOPIC, 0, 1, Run.START_MICROS / 1000 + 600, 2, 1));
        String put = FaultPoint.TASK_PUT_ENTER.id();
        add(run, 100_000, "worker-1", put, Map.of(), Run.span(0, 10, 19));
        add(run, 500_000, "worker-2", put, Map.of(), Run.span(0, 10, 19));
        add(run, 600_000, "worker-1", put, Map.of(), Run.span(0, 10, 19));

        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.100000 handed to put on worker-1",
                        "22:13:20.500000 the topic was deleted and created again",
                        "22:13:20.600 offset 1 was committed: past it");
    }

    private static String lost(Run run) {
        Anomaly lost = run.remove(0, ORDINAL).check("completeness").anomalies().get(0);
        return lost.explanation();
    }

    @Test
    void who_reads_it_again_after_the_kill_and_does_not_write_it_is_not_said_to_have_missed_it() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        String put = FaultPoint.TASK_PUT_ENTER.id();
        run.event(100, "worker-1", put, null, Run.span(0, 10, 19));
        run.event(200, "worker-1", EventNames.WORKER_KILLED, null);
        run.event(300, "worker-2", put, null, Run.span(0, 10, 19));

        assertThat(lost(run)).endsWith(", worker-1 was killed at 22:13:20.000200");
    }

    @Test
    void a_kill_before_it_was_handed_to_anybody_is_not_its_cause() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.event(100, "worker-1", EventNames.WORKER_KILLED, null);
        run.event(200, "worker-2", FaultPoint.TASK_PUT_ENTER.id(), null, Run.span(0, 10, 19));

        assertThat(lost(run)).doesNotContain("killed");
    }

    @Test
    void a_row_that_its_own_transaction_deleted_is_said_to_be_deleted() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.insert(500, "9", 0, ORDINAL)
                .change(500, Operation.DELETE, run.row(0, ORDINAL).fields());

        assertThat(lost(run)).endsWith("and its row was deleted at 22:13:20.000500 by transaction 9");
    }

    private static String duplicated(Run run) {
        run.rows.add(run.row(0, ORDINAL));
        run.insert(100_000, "1", 0, ORDINAL).insert(900_999, "2", 0, ORDINAL);
        return run.check("uniqueness").anomalies().get(0).explanation();
    }

    @Test
    void what_came_before_the_second_write_is_said_and_nothing_else() {
        Run killedAfter = Run.of(WriteModel.APPEND, 1, 50, 10);
        killedAfter.commits.clear();
        killedAfter.event(900_999, "worker-1", EventNames.WORKER_KILLED, null);
        assertThat(duplicated(killedAfter))
                .isEqualTo("record topic-0@17 is in the target 2 times: written at 22:13:20.100000 by transaction 1,"
                        + " and written again at 22:13:20.900999 by transaction 2");

        Run committedBefore = Run.of(WriteModel.APPEND, 1, 50, 10);
        committedBefore.commits.clear();
        assertThat(duplicated(committedBefore.commit(500, 0, 50))).doesNotContain("before its offset was committed");

        Run committedAfter = Run.of(WriteModel.APPEND, 1, 50, 10);
        committedAfter.commits.clear();
        assertThat(duplicated(committedAfter.commit(900, 0, 50)))
                .contains("by transaction 1 before its offset was committed, and written again");
    }

    @Test
    void of_a_stale_key_it_is_said_whether_its_last_word_was_ever_written() {
        Run run = Run.of(WriteModel.UPSERT, 1, 18, 1);
        run.rows.set(0, run.row(0, 3));
        run.insert(1, "1", 0, 3);
        assertThat(run.check("last-writer").anomalies().get(0).explanation())
                .endsWith("last word is topic-0@17, which was never written");

        run.insert(2, "2", 0, ORDINAL).insert(3, "3", 0, 3);
        assertThat(run.check("last-writer").anomalies().get(0).explanation())
                .endsWith("last word is topic-0@17, which was written at 22:13:20.000002 by transaction 2 and replaced"
                        + " later");
    }

    @Test
    void of_a_resurrected_key_it_is_said_whether_it_was_ever_deleted() {
        Run run = Run.irregular(
                WriteModel.UPSERT_DELETE, 18, 1, new Irregularity("t", IrregularityKind.TOMBSTONE, 0, 17, 1, 1, 0));
        run.rows.add(run.row(0, 3));
        assertThat(run.check("last-writer").anomalies().get(0).explanation()).endsWith("topic-0@17, deletes it");

        run.insert(1, "1", 0, 3);
        assertThat(run.check("last-writer").anomalies().get(0).explanation())
                .endsWith("topic-0@17, deletes it; its row was never deleted");

        run.change(2, Operation.DELETE, Map.of("id", 0L)).insert(3, "3", 0, 3);
        assertThat(run.check("last-writer").anomalies().get(0).explanation())
                .endsWith("deletes it; its row was deleted at 22:13:20.000002 and came back");
    }

    @Test
    void a_version_that_was_never_produced_is_no_version_of_its_key() {
        Run run = run(WriteModel.UPSERT, 1);
        run.insert(1, "1", 0, 49).insert(2, "2", 0, 50);

        assertThat(steps(run))
                .containsExactly(
                        "22:13:20.000001 its key's row was set to version 49 (offset 49) by transaction 1 (INSERT)");
    }

    @Test
    void a_kill_in_the_moment_it_was_handed_over_is_not_after_it() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.event(200, "worker-2", FaultPoint.TASK_PUT_ENTER.id(), null, Run.span(0, 10, 19));
        run.event(200, "worker-1", EventNames.WORKER_KILLED, null);

        assertThat(lost(run)).doesNotContain("killed");
    }
}
