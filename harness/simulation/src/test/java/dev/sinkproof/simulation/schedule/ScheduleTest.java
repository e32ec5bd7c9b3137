package dev.sinkproof.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.Schedules;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @Provide
    Arbitrary<Schedule> schedules() {
        return Schedules.any();
    }

    @Property(tries = 300)
    void what_is_written_is_read_back(@ForAll("schedules") Schedule schedule) {
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }

    @Test
    void the_order_of_faults_does_not_matter() {
        assertThat(Schedule.parse("delay@task.open#2,worker.kill@target.ack#1"))
                .isEqualTo(Schedule.parse("worker.kill@target.ack#1, delay@task.open#2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worker.kill@target.ack | kind@point#n",
                "worker.kill@target.ack#0 | counted from 1",
                "worker.kill@target.ack#x | must be a number",
                "worker.kil@target.ack#1 | no fault worker.kil",
                "worker.kill@target.akc#1 | no fault point target.akc",
                "commit.late@target.ack#1 | has no meaning at target.ack",
                "tasks=0 | must be 1 to 8",
                "tasks=many | a number is needed",
                "taks=1 | no setting taks=1",
                "tasks | expected name=number"
            })
    void what_cannot_be_understood_is_said(String text, String why) {
        assertThatThrownBy(() -> Schedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_fault_without_a_meaning_at_a_point_is_refused() {
        assertThatThrownBy(() -> new ScheduledFault(FaultKind.COMMIT_REFUSED, FaultPoint.TASK_OPEN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
