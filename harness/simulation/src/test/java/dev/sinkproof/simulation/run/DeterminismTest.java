package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.simulation.explore.RandomSchedules;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final Schedule BUSY = Schedule.parse("order=5,gap=7,worker.kill@target.ack#3,"
            + "worker.stall@task.put.enter#5,group.rebalance@task.preCommit.exit#4,commit.late@offset.commit.request#2,"
            + "task.cancel@target.request#6");

    @Test
    void one_schedule_gives_one_trace_in_a_thousand_runs() {
        try (Simulator simulator = new Simulator(CorrectSinks.APPEND)) {
            Set<String> traces = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                traces.add(simulator.run(BUSY).trace());
            }
            assertThat(traces).hasSize(1);
            assertThat(simulator.run(BUSY).faults()).hasSize(BUSY.faults().size());
        }
    }

    @Test
    void what_ran_before_leaves_no_trace() {
        try (Simulator used = new Simulator(CorrectSinks.EXACTLY_ONCE);
                Simulator fresh = new Simulator(CorrectSinks.EXACTLY_ONCE)) {
            RandomSchedules schedules = new RandomSchedules(3);
            for (int i = 0; i < 50; i++) {
                used.run(schedules.next());
            }
            assertThat(used.run(BUSY).trace()).isEqualTo(fresh.run(BUSY).trace());
        }
    }
}
