package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * docs/findings/0001: after a retriable failure and a rebalance Connect commits records that it has not delivered. When this
 * test fails because nothing is found any more, Connect has been mended: then the finding can be closed.
 */
class ConnectFindingTest {
    private static final String RETRIABLE_THEN_REBALANCE = "workers=1,tasks=1,partitions=2,records=1,keys=1,poll=1,"
            + "group.rebalance@poll.return#1,target.refuse@target.request#1";

    @Test
    void a_sink_that_leaves_pre_commit_as_it_is_has_records_committed_that_it_was_never_given() {
        assertThat(violations(CorrectSinks.DEFAULT_PRE_COMMIT, RETRIABLE_THEN_REBALANCE))
                .containsExactly(AnomalyKind.PREMATURE_COMMIT);
    }

    @Test
    void a_kill_at_that_moment_loses_them() {
        assertThat(violations(
                        CorrectSinks.DEFAULT_PRE_COMMIT,
                        RETRIABLE_THEN_REBALANCE + ",worker.kill@offset.commit.ack#1"))
                .contains(AnomalyKind.LOST);
    }

    @Test
    void a_sink_that_keeps_its_own_account_is_safe() {
        assertThat(violations(
                        CorrectSinks.APPEND, RETRIABLE_THEN_REBALANCE + ",worker.kill@offset.commit.ack#1"))
                .isEmpty();
    }

    private static Set<AnomalyKind> violations(Subject subject, String schedule) {
        try (Simulator simulator = new Simulator(subject)) {
            return new Oracle().judge(simulator.run(Schedule.parse(schedule))).violations();
        }
    }
}
