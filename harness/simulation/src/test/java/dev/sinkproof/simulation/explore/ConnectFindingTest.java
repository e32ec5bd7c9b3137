package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * docs/findings: what exploring found in Connect itself. When this fails because nothing is found any more, Connect has been mended:
 * then the finding can be closed.
 */
class ConnectFindingTest {
    private static final String RETRIABLE_THEN_REBALANCE = "workers=1,tasks=1,partitions=2,records=1,keys=1,poll=1,"
            + "group.rebalance@poll.return#1,target.refuse@target.request#1";

    /** docs/findings/0002 */
    private static final String PAUSE_WHILE_REVOKED =
            "workers=1,partitions=2,records=8,keys=1,poll=2,protocol=2,order=85,"
                    + "connector.pause@task.preCommit.enter#2";

    @Test
    void a_sink_that_leaves_pre_commit_as_it_is_has_records_committed_that_it_was_never_given() {
        assertThat(violations(CorrectSinks.DEFAULT_PRE_COMMIT, RETRIABLE_THEN_REBALANCE))
                .containsExactly(AnomalyKind.PREMATURE_COMMIT);
    }

    @Test
    void a_kill_at_that_moment_loses_them() {
        assertThat(violations(
                        CorrectSinks.DEFAULT_PRE_COMMIT, RETRIABLE_THEN_REBALANCE + ",worker.kill@offset.commit.ack#1"))
                .contains(AnomalyKind.LOST);
    }

    @Test
    void a_sink_that_keeps_its_own_account_is_safe() {
        assertThat(violations(CorrectSinks.APPEND, RETRIABLE_THEN_REBALANCE + ",worker.kill@offset.commit.ack#1"))
                .isEmpty();
    }

    @Test
    void a_wakeup_during_the_commit_of_a_revocation_drops_what_the_poll_brought() {
        try (Simulator simulator = new Simulator(CorrectSinks.APPEND)) {
            SimulatedRun run = simulator.run(Schedule.parse(PAUSE_WHILE_REVOKED));
            Oracle.Verdict verdict = new Oracle().judge(run);

            assertThat(run.droppedByConnect()).isTrue();
            assertThat(verdict.judgement().anomalies())
                    .extracting(Anomaly::kind)
                    .contains(AnomalyKind.LOST);
            assertThat(verdict.violations()).as("it is not the sink's").isEmpty();
        }
    }

    private static Set<AnomalyKind> violations(Subject subject, String schedule) {
        try (Simulator simulator = new Simulator(subject)) {
            return new Oracle().judge(simulator.run(Schedule.parse(schedule))).violations();
        }
    }
}
