package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerFiguresTest {
    private static final String TASK = "run-0";

    private final WorkerFigures figures = new WorkerFigures("run");
    private long sequence;

    private void happens(long micros, String worker, String name, String task, Map<String, String> facts) {
        figures.accept(new TimelineEvent(++sequence, micros, worker, name, task, List.of(), facts));
    }

    private void reads(long micros, String worker, String task, long failures, long lag) {
        happens(
                micros,
                worker,
                EventNames.TASK_METRICS,
                task,
                Map.of("total-record-failures", "" + failures, "records-lag", "" + lag));
    }

    private List<Long> series(String id, long... moments) {
        Measures.Moments at =
                new Measures.Moments(java.util.Arrays.stream(moments).boxed().toList());
        return figures.series(at).stream()
                .filter(series -> series.id().equals(id))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void adds_up_tasks() {
        reads(1, "worker-1", "run-0", 2, 10);
        reads(2, "worker-1", "run-1", 3, 5);
        reads(3, "worker-1", "run-0", 4, 8);

        assertThat(figures.failures()).isEqualTo(7);
        assertThat(series(Series.FAILED_RECORDS, 1, 2, 3)).containsExactly(2L, 5L, 7L);
        assertThat(series(Series.WORKER_LAG, 1, 2, 3)).containsExactly(10L, 15L, 13L);
    }

    @Test
    void adds_up_a_tasks_starts_also_where_the_second_counts_as_far_as_the_first() {
        reads(1, "worker-1", TASK, 2, 0);
        happens(2, "worker-1", FaultPoint.TASK_START.id(), TASK, Map.of());
        reads(3, "worker-1", TASK, 2, 0);
        // And where the start was not seen.
        reads(4, "worker-1", TASK, 1, 0);

        assertThat(figures.failures()).isEqualTo(5);
    }

    @Test
    void counts_one_start_once_on_whatever_worker() {
        reads(1, "worker-1", TASK, 2, 0);
        happens(2, "worker-1", FaultPoint.TASK_STOP.id(), TASK, Map.of());
        happens(3, "worker-2", FaultPoint.TASK_START.id(), TASK, Map.of());
        reads(4, "worker-2", TASK, 1, 0);

        assertThat(figures.failures()).isEqualTo(3);
        assertThat(figures.holed()).isFalse();
    }

    @Test
    void keeps_what_a_killed_worker_had_counted_and_knows_that_there_may_be_more() {
        reads(1, "worker-1", TASK, 2, 40);
        happens(2, "worker-1", EventNames.WORKER_KILLED, null, Map.of());

        assertThat(figures.failures()).isEqualTo(2);
        assertThat(figures.holed()).isTrue();
        assertThat(series(Series.WORKER_LAG, 1, 2)).containsExactly(40L, 0L);
    }

    @Test
    void takes_the_lag_of_whoever_spoke_last_of_a_task() {
        reads(1, "worker-1", TASK, 0, 40);
        reads(2, "worker-2", TASK, 0, 30);

        assertThat(series(Series.WORKER_LAG, 2)).containsExactly(30L);
    }

    @Test
    void tells_latencies_in_microseconds_until_they_are_none() {
        happens(
                1,
                "worker-1",
                EventNames.TASK_METRICS,
                TASK,
                Map.of("put-batch-max-time-ms", "70", "offset-commit-max-time-ms", "5"));
        happens(2, "worker-1", EventNames.TASK_METRICS, TASK, Map.of("offset-commit-max-time-ms", "5"));

        assertThat(series(Series.PUT_LATENCY, 1, 2)).containsExactly(70_000L, 0L);
        assertThat(series(Series.COMMIT_LATENCY, 1, 2)).containsExactly(5_000L, 5_000L);
    }

    @Test
    void says_nothing_of_what_was_not_read() {
        assertThat(figures.collected()).isFalse();
        assertThat(figures.series(new Measures.Moments(List.of(1L)))).isEmpty();
        assertThat(figures.showFailure()).isFalse();
    }

    @Test
    void ends_the_tasks_of_the_worker_that_is_gone_and_no_others() {
        reads(1, "worker-1", "run-0", 2, 40);
        reads(2, "worker-2", "run-1", 3, 20);
        happens(3, "worker-1", EventNames.AGENT_DISCONNECTED, null, Map.of());

        assertThat(series(Series.WORKER_LAG, 2, 3)).containsExactly(60L, 20L);
        assertThat(figures.failures()).isEqualTo(5);
        assertThat(figures.holed()).isTrue();
    }

    @Test
    void ends_one_task_of_a_worker_and_no_other_of_it() {
        reads(1, "worker-1", "run-0", 2, 40);
        reads(2, "worker-1", "run-1", 3, 20);
        happens(3, "worker-1", FaultPoint.TASK_STOP.id(), "run-0", Map.of());

        assertThat(series(Series.WORKER_LAG, 2, 3)).containsExactly(60L, 20L);
    }

    @Test
    void who_had_nothing_that_ran_leaves_no_hole_by_going() {
        reads(1, "worker-1", "run-0", 2, 40);
        happens(2, "worker-2", EventNames.AGENT_DISCONNECTED, null, Map.of());

        assertThat(figures.holed()).isFalse();
    }

    @Test
    void counts_what_was_skipped() {
        happens(1, "worker-1", EventNames.TASK_METRICS, TASK, Map.of("total-records-skipped", "4"));
        happens(2, "worker-1", EventNames.TASK_METRICS, "other-0", Map.of("total-records-skipped", "9"));

        assertThat(figures.skipped()).isEqualTo(4);
        assertThat(figures.failures()).isZero();
        assertThat(figures.showFailure()).isTrue();
    }
}
