package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Schedule;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Schedule LARGE = Schedule.parse("worker.kill@target.ack#9,delay@task.open#2,"
            + "group.evict@deliver#7,commit.late@offset.commit.request#4,gap=7,protocol=2");

    @Test
    void only_what_is_needed_is_left() {
        Shrinker shrinker = new Shrinker(has(FaultKind.WORKER_KILL));

        assertThat(shrinker.shrink(LARGE).toString())
                .isEqualTo("workers=1,tasks=1,partitions=1,records=1,keys=1,worker.kill@target.ack#1");
    }

    @Test
    void two_faults_that_need_each_other_stay() {
        Predicate<Schedule> both = has(FaultKind.WORKER_KILL).and(has(FaultKind.COMMIT_LATE));

        assertThat(new Shrinker(both).shrink(LARGE).faults()).hasSize(2);
    }

    @Test
    void fewer_records_are_had_with_shorter_batches() {
        Predicate<Schedule> twoBatches = schedule ->
                schedule.topology().get(Dimension.RECORDS) > schedule.topology().get(Dimension.POLL);

        assertThat(new Shrinker(twoBatches).shrink(LARGE).topology().get(Dimension.RECORDS))
                .isEqualTo(2);
    }

    @Test
    void it_ends_whatever_shows() {
        Shrinker shrinker = new Shrinker(schedule -> true);

        assertThat(shrinker.shrink(LARGE).faults()).isEmpty();
        assertThat(shrinker.runs()).isLessThan(Shrinker.RUNS_MAX);
    }

    private static Predicate<Schedule> has(FaultKind kind) {
        return schedule -> schedule.faults().stream().anyMatch(fault -> fault.kind() == kind);
    }
}
