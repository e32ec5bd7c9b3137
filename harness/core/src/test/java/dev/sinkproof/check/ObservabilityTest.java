package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.WriteModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityTest {
    private static final String ID = "observability";

    private static Run losing(LogLine... lines) {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10).remove(0, 17);
        run.logs = new WorkerLogs(List.of(lines), 0);
        return run;
    }

    private static LogLine line(String logger, String thread, String message) {
        return new LogLine(Run.START_MICROS, "worker-1", "WARN", logger, thread, message);
    }

    @Test
    void a_loss_of_which_nothing_shows_is_silent() {
        CheckResult check = losing().check(ID);

        Anomaly silent = check.anomalies().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(silent.kind()).isEqualTo(AnomalyKind.SILENT);
        assertThat(silent.count()).isEqualTo(1);
        assertThat(silent.offsets().get(0).describe()).isEqualTo("p0: 17");
        assertThat(silent.explanation())
                .isEqualTo(
                        "1 records were lost, the first of them topic-0@17, and nothing showed it: no task's status was"
                                + " FAILED, no worker logged a warning about the subject, no dead letter was written");
        assertThat(losing().anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.SILENT);
    }

    private static Run stuck() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.logs = new WorkerLogs(List.of(), 0);
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") >= 17);
        run.commits.clear();
        run.commit(900, 0, 17);
        run.recovery = new RecoveryFacts(Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 33L), Map.of());
        return run;
    }

    @Test
    void who_is_stuck_without_a_word_is_silent() {
        assertThat(stuck().anomalies()).containsExactly(AnomalyKind.STUCK, AnomalyKind.SILENT);
        assertThat(stuck().check(ID).anomalies().get(0).explanation()).contains("did not deliver 33 records");
    }

    @Test
    void a_task_that_failed_at_any_time_shows_it() {
        Run failedOnce = losing();
        failedOnce.events.add(new dev.sinkproof.model.TimelineEvent(
                1,
                Run.START_MICROS,
                "connect",
                EventNames.TASK_STATUS,
                "run-1-0",
                List.of(),
                Map.of("state", "FAILED")));
        assertThat(failedOnce.anomalies()).containsExactly(AnomalyKind.LOST);
        assertThat(failedOnce.check(ID).summary()).contains("run-1-0 was FAILED");

        Run stillFailed = stuck();
        stillFailed.recovery = new RecoveryFacts(
                Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 33L), Map.of("run-1-0", "broken"));
        assertThat(stillFailed.anomalies()).containsExactly(AnomalyKind.STUCK);
    }

    @ParameterizedTest
    @CsvSource({
        "example.Sink, pool-1, dropped a batch",
        "org.apache.kafka.connect.runtime.WorkerSinkTask, task-thread-run-1-0, put failed",
        "org.apache.kafka.connect.runtime.errors.LogReporter, task-thread-run-1-0, Error encountered",
        "org.apache.kafka.connect.runtime.Worker, other, task run-1-0 has failed"
    })
    void a_warning_about_the_subject_shows_it(String logger, String thread, String message) {
        Run run = losing(line(logger, thread, message));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
        assertThat(run.check(ID).summary()).contains("1 warnings were logged").contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.clients.NetworkClient, task-thread-run-1-0, Connection to node -1 could not be established",
        "org.apache.kafka.common.utils.AppInfoParser, task-thread-run-1-0, Error registering AppInfo",
        "org.apache.kafka.connect.runtime.distributed.DistributedHerder, herder, Rebalance started",
        "org.eclipse.jetty.server.Server, qtp, slow"
    })
    void what_a_worker_logs_for_reasons_of_its_own_shows_nothing(String logger, String thread, String message) {
        assertThat(losing(line(logger, thread, message)).anomalies())
                .containsExactly(AnomalyKind.LOST, AnomalyKind.SILENT);
    }

    @Test
    void a_dead_letter_shows_it() {
        Run run = losing();
        run.queue = "dlq";
        run.parked(0, 17);

        assertThat(run.anomalies()).doesNotContain(AnomalyKind.SILENT);
        assertThat(run.check(ID).summary()).contains("1 dead letters");
    }

    @Test
    void what_connect_may_have_skipped_is_not_judged_and_who_is_stuck_is() {
        Run run = losing();
        run.settings = Map.of("errors.tolerance", "all");
        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run.check(ID).summary()).contains("metrics");

        Run stuck = stuck();
        stuck.settings = Map.of("errors.tolerance", "all");
        assertThat(stuck.check(ID).anomalies()).hasSize(1);
    }

    private static Run tolerant() {
        Run run = losing();
        run.settings = Map.of("errors.tolerance", "all");
        return run;
    }

    private static Run measured(Run run, long atMicros, String task, Map<String, String> figures) {
        return happened(run, atMicros, EventNames.TASK_METRICS, task, figures);
    }

    private static Run happened(Run run, long atMicros, String name, String task, Map<String, String> facts) {
        run.events.add(new dev.sinkproof.model.TimelineEvent(
                run.events.size() + 1, Run.START_MICROS + atMicros, "worker-1", name, task, List.of(), facts));
        return run;
    }

    private static Map<String, String> failures(int failures, int skipped) {
        return Map.of(
                "total-record-failures",
                Integer.toString(failures),
                "total-records-skipped",
                Integer.toString(skipped));
    }

    @Test
    void a_metric_of_failed_records_shows_it() {
        Run run = measured(losing(), 1, "run-1-0", failures(1, 0));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST);
        assertThat(run.check(ID).summary()).contains("the workers' metrics counted records that failed");
        assertThat(run.check(ID).measures()).containsEntry("failedRecords", 1L);
    }

    @Test
    void metrics_that_count_nothing_leave_a_loss_silent_also_where_connect_may_skip() {
        Run run = measured(tolerant(), 1, "run-1-0", failures(0, 0));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.SILENT);
        assertThat(run.check(ID).anomalies().get(0).explanation()).endsWith(", no metric counted a failed record");
    }

    @Test
    void metrics_of_another_connector_show_nothing() {
        Run run = measured(losing(), 1, "run-2-0", failures(5, 5));

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.SILENT);
    }

    @ParameterizedTest
    @CsvSource({EventNames.WORKER_KILLED, EventNames.AGENT_DISCONNECTED})
    void what_a_killed_worker_may_have_counted_is_not_judged(String end) {
        Run run = measured(tolerant(), 1, "run-1-0", failures(0, 0));
        happened(run, 2, end, null, Map.of());

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run.check(ID).summary()).contains("a worker was killed");
    }

    @Test
    void a_worker_that_ends_after_its_tasks_takes_nothing_with_it() {
        Run run = measured(tolerant(), 1, "run-1-0", failures(0, 0));
        happened(run, 2, dev.sinkproof.model.FaultPoint.TASK_STOP.id(), "run-1-0", Map.of());
        happened(run, 3, EventNames.AGENT_DISCONNECTED, null, Map.of());

        assertThat(run.anomalies()).containsExactly(AnomalyKind.LOST, AnomalyKind.SILENT);
    }

    @Test
    void failures_that_the_dead_letters_refute_are_told() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.logs = new WorkerLogs(List.of(), 0);
        run.queue = "dlq";
        run.parked(0, 17);
        run.parked(0, 18);
        run.parked(0, 18);

        assertThat(measured(run, 1, "run-1-0", failures(2, 0)).check(ID).summary())
                .doesNotContain("metrics");
        run.events.clear();
        assertThat(measured(run, 1, "run-1-0", failures(1, 0)).check(ID).summary())
                .endsWith(
                        "; the workers' metrics counted 1 failures of records, but 2 records are in the dead letter queue:"
                                + " whoever parked the others did not do it through Connect, or the metrics are incomplete");
        happened(run, 2, EventNames.WORKER_KILLED, null, Map.of());
        assertThat(run.check(ID).summary()).contains("a worker that was killed took with it");
    }

    @Test
    void logs_that_were_cut_or_not_collected_prove_no_silence() {
        Run cut = losing();
        cut.logs = new WorkerLogs(List.of(), 3);
        assertThat(cut.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(cut.check(ID).summary()).contains("3 warnings");

        Run old = losing();
        old.logs = null;
        assertThat(old.check(ID).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(old.check(ID).summary()).isEqualTo("not judged: the workers' logs were not collected");
    }

    @Test
    void where_no_harm_was_done_nothing_has_to_show() {
        Run run = Run.of(WriteModel.APPEND, 1, 50, 10);
        run.logs = new WorkerLogs(List.of(), 0);

        assertThat(run.check(ID).outcome()).isEqualTo(Outcome.PASS);
        assertThat(run.judge().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_letter_of_another_topic_shows_nothing_and_one_that_does_not_say_what_it_is_may_be_its() {
        Run run = losing();
        run.deadLetters = new java.util.ArrayList<>(
                List.of(new dev.sinkproof.evidence.DeadLetter("other", 0, 17, "TASK_PUT", "", "")));
        assertThat(run.anomalies()).contains(AnomalyKind.SILENT);

        run.deadLetters.add(new dev.sinkproof.evidence.DeadLetter(null, -1, -1, null, null, null));
        assertThat(run.anomalies()).doesNotContain(AnomalyKind.SILENT);
    }

    @Test
    void all_that_showed_is_said_and_counted_and_nothing_else() {
        Run run = losing(line("example.Sink", "pool-1", "dropped a batch"), line("example.Sink", "pool-1", "again"));
        assertThat(run.check(ID).summary())
                .isEqualTo("it showed that something was wrong: 2 warnings were logged, the first at 22:13:20.000000 on"
                        + " worker-1: dropped a batch");
        assertThat(run.check(ID).measures())
                .containsEntry("warnings", 2L)
                .containsEntry("failedTasks", 0L)
                .containsEntry("letters", 0L);

        Run stuck = stuck();
        stuck.recovery = new RecoveryFacts(
                Run.START_MICROS, 0, true, 60_000, Map.of("topic-0", 33L), Map.of("a", "broken", "b", "broken"));
        assertThat(stuck.check(ID).summary())
                .isEqualTo("it showed that something was wrong: a was FAILED; b was FAILED");
        assertThat(stuck.check(ID).measures()).containsEntry("failedTasks", 2L);
    }

    @Test
    void what_came_after_lag_was_zero_is_not_stuck() {
        Run run = stuck();
        run.rows = Run.of(WriteModel.APPEND, 1, 50, 10).rows;
        run.recovery = new RecoveryFacts(
                Run.START_MICROS, Run.START_MICROS + 1, true, 60_000, Map.of("topic-0", 33L), Map.of());

        assertThat(run.check(ID).summary()).isEqualTo("nothing was lost and nothing stuck, so nothing had to show");
    }

    private static boolean shows(String counter) {
        return measured(losing(), 1, "run-1-0", Map.of(counter, "1"))
                .check(ID)
                .anomalies()
                .isEmpty();
    }

    @Test
    void each_of_the_counts_of_failed_records_shows_it() {
        assertThat(shows("total-record-failures")).isTrue();
        assertThat(shows("total-records-skipped")).isTrue();
        assertThat(shows("deadletterqueue-produce-failures")).isTrue();
        assertThat(shows("total-records-delivered")).isFalse();
    }
}
