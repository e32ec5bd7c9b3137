package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka deleted records before the subject had committed them. */
class OvertakenTest {
    /** Records 10 to 39 of 50 are deleted while 10 are committed, and are not in the target. */
    private static Run run(WriteModel model, LogLine... lines) {
        Run run = Run.of(model, 1, 50, 5);
        run.rows.removeIf(row -> gone((Long) row.fields().get("src_ordinal")));
        run.logs = new WorkerLogs(List.of(lines), 0);
        run.event(300_000, "kafka", EventNames.RECORDS_DELETED, null, Run.span(0, 10, 39));
        return run.fact(800_000, "harness", EventNames.PHASE, Map.of("phase", "read-back"));
    }

    private static boolean gone(long ordinal) {
        return ordinal >= 10 && ordinal < 40;
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteModel.class,
            names = {"APPEND", "UPSERT"})
    void what_the_log_has_no_more_is_not_lost(WriteModel model) {
        CheckResult check = run(model).check("completeness");

        assertThat(check.outcome()).as(check.summary()).isEqualTo(Outcome.PASS);
    }

    /** The last version of each key stays, so that nobody misses what is gone. */
    @Test
    void what_was_compacted_is_neither_lost_nor_missed() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
        run.rows.removeIf(row -> gone((Long) row.fields().get("src_ordinal")));
        run.event(300_000, "kafka", EventNames.RECORDS_COMPACTED, null, Run.span(0, 10, 39));

        CheckResult complete = run.check("completeness");
        assertThat(complete.outcome()).as(complete.summary()).isEqualTo(Outcome.PASS);
        assertThat(complete.measures()).containsEntry("overtaken", 0L).containsEntry("lost", 0L);
        assertThat(run.check("observability").anomalies()).isEmpty();
    }

    @Test
    void what_is_missing_beside_a_compacted_gap_is_lost() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 5);
        run.rows.removeIf(row -> gone((Long) row.fields().get("src_ordinal")));
        run.event(300_000, "kafka", EventNames.RECORDS_COMPACTED, null, Run.span(0, 11, 39));

        assertThat(run.check("completeness").anomalies()).singleElement().satisfies(lost -> {
            assertThat(lost.kind()).isEqualTo(AnomalyKind.LOST);
            assertThat(lost.offsets().get(0).describe()).isEqualTo("p0: 10");
        });
    }

    @Test
    void how_many_are_gone_is_said() {
        CheckResult check = run(WriteModel.APPEND).check("completeness");

        assertThat(check.measures()).containsEntry("overtaken", 30L).containsEntry("lost", 0L);
        assertThat(check.summary())
                .endsWith("30 of them are missing because Kafka deleted them before the subject had committed them");
    }

    @Test
    void records_on_either_side_of_them_are_demanded_as_ever() {
        Run run = run(WriteModel.APPEND).remove(0, 9).remove(0, 40);

        Anomaly lost = run.check("completeness").anomalies().get(0);

        assertThat(lost.kind()).isEqualTo(AnomalyKind.LOST);
        assertThat(lost.offsets().get(0).describe()).isEqualTo("p0: 9, 40");
    }

    @Test
    void a_duplicate_in_the_same_partition_is_one() {
        Run run = run(WriteModel.APPEND);
        run.rows.add(run.row(0, 45));

        assertThat(run.check("uniqueness").anomalies())
                .singleElement()
                .satisfies(duplicated -> assertThat(duplicated.kind()).isEqualTo(AnomalyKind.DUPLICATED));
    }

    @Test
    void that_nobody_hears_of_it_is_silent_and_not_the_subjects_doing() {
        CheckResult check = run(WriteModel.APPEND).check("observability");

        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(check.anomalies()).singleElement().satisfies(silent -> {
            assertThat(silent.kind()).isEqualTo(AnomalyKind.SILENT);
            assertThat(silent.culprit()).isEqualTo(Culprit.CONNECT);
            assertThat(silent.offsets().get(0).describe()).isEqualTo("p0: 10–39");
            assertThat(silent.explanation()).contains("auto.offset.reset=earliest");
        });
    }

    @Test
    void a_warning_after_the_deletion_is_a_sign() {
        assertThat(run(WriteModel.APPEND, warning(400_000))
                        .check("observability")
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void warnings_before_the_deletion_or_while_the_subject_is_stopped_are_about_something_else() {
        Run run = run(WriteModel.APPEND, warning(200_000), warning(900_000));

        assertThat(run.check("observability").anomalies()).hasSize(1);
    }

    /** Whether one comes must not decide a verdict about other records. */
    @Test
    void that_a_batch_is_delivered_again_is_not_about_them() {
        Run run = run(
                WriteModel.APPEND, warning(400_000, "WorkerSinkTask{id=orders-0} RetriableException from SinkTask:"));

        assertThat(run.check("observability").anomalies()).hasSize(1);
    }

    private static LogLine warning(long micros) {
        return warning(micros, "behind a gap");
    }

    private static LogLine warning(long micros, String message) {
        return new LogLine(
                Run.START_MICROS + micros, "worker-1", "WARN", "com.example.OrdersSinkTask", "task-thread", message);
    }

    @Test
    void that_connect_may_skip_records_explains_nothing_that_kafka_deleted() {
        Run run = run(WriteModel.APPEND);
        run.settings = Map.of("errors.tolerance", "all");

        assertThat(run.check("observability").anomalies()).hasSize(1);
    }

    @Test
    void a_warning_in_the_moment_of_the_deletion_is_a_sign_and_one_in_that_of_the_stop_is_none() {
        assertThat(run(WriteModel.APPEND, warning(300_000))
                        .check("observability")
                        .anomalies())
                .isEmpty();
        assertThat(run(WriteModel.APPEND, warning(799_999))
                        .check("observability")
                        .anomalies())
                .isEmpty();
        assertThat(run(WriteModel.APPEND, warning(299_999), warning(800_000))
                        .check("observability")
                        .anomalies())
                .hasSize(1);
    }

    @Test
    void what_was_delivered_before_it_was_deleted_is_not_missing() {
        Run run = run(WriteModel.APPEND);
        run.rows.add(run.row(0, 20));
        run.event(310_000, "kafka", EventNames.RECORDS_DELETED, null, Run.span(1, 0, 9));

        assertThat(run.check("completeness").measures()).containsEntry("overtaken", 29L);
    }
}
