package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectIntegrityTest {
    private static final int RECORDS = 20;

    /** Records of partition 0 in objects of ten. */
    private static Run faultless() {
        Run run = Run.of(WriteModel.APPEND, 1, RECORDS, 5);
        run.rows = new ArrayList<>();
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            put(run, "o" + ordinal / 10, ordinal);
        }
        return list(run);
    }

    private static void put(Run run, String object, long ordinal) {
        run.rows.add(new TargetRow(object, run.row(0, ordinal).fields()));
    }

    /** Lists the objects that the rows are in, as a reader would. */
    private static Run list(Run run) {
        run.rows.sort(Comparator.comparing(TargetRow::container));
        Map<String, List<Long>> byObject = new LinkedHashMap<>();
        for (TargetRow row : run.rows) {
            byObject.computeIfAbsent(row.container(), key -> new ArrayList<>())
                    .add((Long) row.fields().get("src_ordinal"));
        }
        run.objects = new ArrayList<>();
        byObject.forEach((key, ordinals) -> run.objects.add(object(key, ordinals, null, Map.of())));
        return run;
    }

    private static TargetObject object(String key, List<Long> ordinals, String problem, Map<String, String> metadata) {
        List<TargetObject.Run> runs = ordinals.isEmpty()
                ? List.of()
                : List.of(new TargetObject.Run(0, ordinals.get(0), ordinals.get(ordinals.size() - 1), ordinals.size()));
        return new TargetObject(key, TargetObject.Kind.OBJECT, 100, "tag", metadata, ordinals.size(), runs, problem);
    }

    private static Anomaly only(Run run, AnomalyKind kind) {
        CheckResult check = run.check("objects");
        assertThat(check.anomalies()).extracting(Anomaly::kind).containsExactly(kind);
        return check.anomalies().get(0);
    }

    @Test
    void whole_objects_that_follow_each_other_pass() {
        CheckResult check = faultless().check("objects");

        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.measures()).containsEntry("objects", 2L).containsEntry("bytes", 200L);
    }

    @Test
    void a_target_without_objects_is_not_spoken_of() {
        Run run = Run.of(WriteModel.APPEND, 1, RECORDS, 5);

        assertThat(run.judge().checks()).extracting(CheckResult::checker).doesNotContain("objects");
    }

    @Test
    void an_object_that_cannot_be_read_is_torn() {
        Run run = faultless();
        run.objects.add(object("o9", List.of(), "it is empty", Map.of()));

        Anomaly torn = only(run, AnomalyKind.TORN_OBJECT);
        assertThat(torn.count()).isEqualTo(1);
        assertThat(torn.explanation()).contains("o9").contains("it is empty");
        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void an_object_that_holds_less_than_it_says_is_torn() {
        Run run = faultless();
        run.objects.add(object("o9", List.of(), null, Map.of(ObjectIntegrity.RECORD_COUNT, "10")));

        assertThat(only(run, AnomalyKind.TORN_OBJECT).explanation())
                .contains("says 10 records")
                .contains("holds 0");
    }

    private static TargetObject seen(String key, String tag, String problem) {
        return new TargetObject(key, TargetObject.Kind.SEEN, 0, tag, Map.of(), 0, List.of(), problem);
    }

    @Test
    void an_object_that_a_reader_saw_half_is_torn_however_whole_it_is_in_the_end() {
        Run run = faultless().fact(1, "link", FaultPoint.TARGET_REQUEST.id(), Map.of("key", "o1"));
        run.objects.add(seen("o1", "early", "it is empty"));

        Anomaly torn = only(run, AnomalyKind.TORN_OBJECT);
        assertThat(torn.count()).isEqualTo(1);
        assertThat(torn.explanation()).contains("o1").contains("seen while the run was on");
        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_is_torn_in_the_end_as_it_was_before_counts_once() {
        Run run = faultless().fact(1, "link", FaultPoint.TARGET_REQUEST.id(), Map.of("key", "o9"));
        run.objects.add(object("o9", List.of(), "it is empty", Map.of()));
        run.objects.add(seen("o9", "tag", "it is empty"));

        assertThat(only(run, AnomalyKind.TORN_OBJECT).count()).isEqualTo(1);
    }

    @Test
    void what_a_server_shows_under_names_of_its_own_is_not_the_subjects() {
        Run run = faultless().fact(1, "link", FaultPoint.TARGET_REQUEST.id(), Map.of("key", "o1"));
        run.objects.add(seen("o1-3f2a", "half", "it ends in the middle"));

        CheckResult check = run.check("objects");
        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.measures()).containsEntry("seen", 0L);
    }

    @Test
    void whole_objects_that_a_reader_saw_are_told_and_counted_nowhere_else() {
        Run run = faultless().fact(1, "link", FaultPoint.TARGET_REQUEST.id(), Map.of("key", "o0"));
        run.objects.add(seen("o0", "tag", null));

        CheckResult check = run.check("objects");
        assertThat(check.outcome()).isEqualTo(Outcome.PASS);
        assertThat(check.summary()).contains("1 that a reader saw");
        assertThat(faultless().check("objects").summary()).doesNotContain("a reader saw");
        assertThat(check.measures())
                .containsEntry("objects", 2L)
                .containsEntry("seen", 1L)
                .containsEntry("uploads", 0L);
    }

    @Test
    void metadata_of_another_meaning_are_no_promise() {
        Run run = faultless();
        run.objects.set(
                0, object("o0", List.of(0L, 9L), null, Map.of(ObjectIntegrity.RECORD_COUNT, "many", "other", "1")));

        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void one_record_in_two_objects_is_an_overlap() {
        Run run = faultless();
        put(run, "o5", 3);
        put(run, "o5", 4);

        Anomaly overlap = only(list(run), AnomalyKind.OVERLAP);
        assertThat(overlap.count()).isEqualTo(2);
        assertThat(overlap.explanation()).contains("o5").contains("topic-0@3");
        assertThat(overlap.offsets().get(0).ranges().get(0).first()).isEqualTo(3);
        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void at_least_once_allows_an_overlap_and_shows_it() {
        Run run = faultless();
        run.guarantee = Guarantee.AT_LEAST_ONCE;
        put(run, "o5", 3);

        only(list(run), AnomalyKind.OVERLAP);
        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_record_twice_in_one_object_is_no_overlap() {
        Run run = faultless();
        put(run, "o0", 3);

        assertThat(list(run).check("objects").anomalies()).isEmpty();
        assertThat(run.anomalies()).containsExactly(AnomalyKind.DUPLICATED);
    }

    @Test
    void ranges_that_interleave_are_no_overlap() {
        Run run = faultless();
        run.rows.clear();
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            put(run, ordinal % 2 == 0 ? "even" : "odd", ordinal);
        }

        assertThat(list(run).check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_record_that_is_missing_between_others_is_a_gap() {
        Run run = faultless();
        run.remove(0, 7).remove(0, 8);

        Anomaly gap = only(list(run), AnomalyKind.GAP);
        assertThat(gap.count()).isEqualTo(2);
        assertThat(gap.explanation()).contains("topic-0@7");
    }

    @Test
    void records_missing_at_the_end_are_lost_and_no_gap() {
        Run run = faultless();
        run.remove(0, 19);

        assertThat(list(run).check("objects").anomalies()).isEmpty();
        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
    }

    /** Transaction markers, aborted records: offsets that no record of the workload has. */
    @Test
    void offsets_without_a_record_are_no_gap() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            recorder.attempt(0, ordinal);
            recorder.acked(0, ordinal, ordinal * 3);
        }
        Run run = faultless();
        run.ledger = recorder.toLedger();
        run.commits.clear();

        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    private static Ledger withoutRecordSeven() {
        LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, 1);
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            recorder.attempt(0, ordinal);
            if (ordinal == 7) {
                recorder.rejected(0, ordinal);
            } else {
                recorder.acked(0, ordinal, ordinal < 7 ? ordinal : ordinal - 1);
            }
        }
        return recorder.toLedger();
    }

    @Test
    void a_record_that_kafka_did_not_take_is_no_gap() {
        Run run = faultless();
        run.ledger = withoutRecordSeven();
        run.remove(0, 7);

        assertThat(list(run).check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void objects_of_one_record_pass() {
        Run run = faultless();
        run.rows.clear();
        for (long ordinal = 0; ordinal < RECORDS; ordinal++) {
            put(run, String.format("o%03d", ordinal), ordinal);
        }

        assertThat(list(run).check("objects").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void an_upload_that_is_left_is_a_hazard() {
        Run run = faultless();
        run.objects.add(new TargetObject(
                "o2", TargetObject.Kind.UNFINISHED_UPLOAD, -1, "upload-1", Map.of(), 0, List.of(), null));

        assertThat(only(run, AnomalyKind.ORPHAN_UPLOAD).explanation())
                .contains("o2")
                .contains("upload-1");
        assertThat(run.check("objects").outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void an_object_that_holds_as_many_as_it_says_is_whole() {
        Run run = faultless();
        List<Long> ten = List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        run.objects.set(0, object("o0", ten, null, Map.of(ObjectIntegrity.RECORD_COUNT, "10")));

        assertThat(run.check("objects").anomalies()).isEmpty();
    }

    @Test
    void a_missing_record_right_behind_the_first_or_right_before_the_last_is_a_gap() {
        Run run = faultless();
        run.remove(0, 1).remove(0, 18);

        assertThat(only(list(run), AnomalyKind.GAP).offsets().get(0).describe()).isEqualTo("p0: 1, 18");
    }

    @Test
    void objects_that_say_which_records_they_were_made_of_are_counted() {
        Run run = faultless();
        Map<String, String> range = Map.of(
                "kafka-topic", "topic", "kafka-partition", "0", "kafka-first-offset", "0", "kafka-last-offset", "9");
        run.objects.set(0, object("o0", List.of(0L, 9L), null, range));
        run.objects.set(1, object("o1", List.of(10L, 19L), null, Map.of("kafka-topic", "topic")));

        assertThat(run.check("objects").measures()).containsEntry("sayingTheirRange", 1L);
    }

    private static long ofOneRange(Run run, TargetObject.Run... runs) {
        long records = 0;
        for (TargetObject.Run one : runs) {
            records += one.records();
        }
        run.objects.set(
                0,
                new TargetObject("o0", TargetObject.Kind.OBJECT, 100, "tag", Map.of(), records, List.of(runs), null));
        return run.check("objects").measures().get("ofOneRange") - 1;
    }

    @Test
    void objects_that_hold_one_range_and_nothing_else_are_counted() {
        assertThat(ofOneRange(faultless(), new TargetObject.Run(0, 0, 9, 10))).isEqualTo(1);
        assertThat(ofOneRange(faultless(), new TargetObject.Run(0, 0, 9, 9)))
                .as("one left out")
                .isZero();
        assertThat(ofOneRange(faultless(), new TargetObject.Run(0, 0, 4, 5), new TargetObject.Run(0, 3, 9, 7)))
                .as("two ranges")
                .isZero();
        assertThat(ofOneRange(faultless())).as("nothing").isZero();
        assertThat(ofOneRange(faultless(), new TargetObject.Run(1, 0, 9, 1)))
                .as("nothing is demanded of a partition that there is not")
                .isEqualTo(1);
    }

    @Test
    void an_object_with_records_of_which_it_is_not_known_what_they_are_is_of_no_range() {
        Run run = faultless();
        run.objects.set(
                0,
                new TargetObject(
                        "o0",
                        TargetObject.Kind.OBJECT,
                        100,
                        "tag",
                        Map.of(),
                        11,
                        List.of(new TargetObject.Run(0, 0, 9, 10)),
                        null));

        assertThat(run.check("objects").measures()).containsEntry("ofOneRange", 1L);
    }

    @Test
    void a_range_has_no_hole_where_kafka_took_no_record_or_none_can_be_written() {
        Run rejected = Run.with(faultless().workload, withoutRecordSeven());
        rejected.objects = new ArrayList<>(faultless().objects);
        assertThat(ofOneRange(rejected, new TargetObject.Run(0, 0, 9, 9))).isEqualTo(1);

        Run poison = Run.irregular(
                WriteModel.APPEND, RECORDS, 5, new Irregularity("p", IrregularityKind.POISON_VALUE, 0, 7, 1, 1, 0));
        poison.objects = new ArrayList<>(faultless().objects);
        assertThat(ofOneRange(poison, new TargetObject.Run(0, 0, 9, 9))).isEqualTo(1);
    }

    @Test
    void the_first_objects_that_share_records_are_named_once_each() {
        for (int sharing : new int[] {20, 21}) {
            Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
            run.rows = new ArrayList<>();
            for (long ordinal = 0; ordinal < 50; ordinal++) {
                put(run, "a", ordinal);
            }
            for (int object = 0; object < sharing; object++) {
                put(run, String.format("b%02d", object), 2L * object);
                put(run, String.format("b%02d", object), 2L * object + 1);
            }
            Anomaly overlap = only(list(run), AnomalyKind.OVERLAP);

            assertThat(overlap.count()).isEqualTo(2L * sharing);
            assertThat(overlap.story()).hasSize(20);
            assertThat(overlap.story().get(1))
                    .isEqualTo("b01 holds record topic-0@2, which an object before it holds too");
        }
    }

    @Test
    void a_record_in_three_objects_is_one_shared_record_and_rows_of_no_record_are_none() {
        Run run = faultless();
        put(run, "o5", 3);
        put(run, "o6", 3);
        for (String object : new String[] {"o7", "o8"}) {
            put(run, object, RECORDS);
            run.rows.add(new TargetRow(object, run.row(1, 0).fields()));
        }

        assertThat(only(list(run), AnomalyKind.OVERLAP).count()).isEqualTo(1);
    }

    @Test
    void the_first_objects_that_are_torn_are_told() {
        for (int torn : new int[] {20, 21}) {
            Run run = faultless();
            for (int object = 0; object < torn; object++) {
                run.objects.add(object("x" + object, List.of(), "it is empty", Map.of()));
            }

            assertThat(only(run, AnomalyKind.TORN_OBJECT).count()).isEqualTo(torn);
            assertThat(only(run, AnomalyKind.TORN_OBJECT).story()).hasSize(20);
        }
    }
}
