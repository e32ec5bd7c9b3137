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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** docs/findings/0005 */
    @Test
    void who_never_heard_of_a_commit_goes_back_before_it_when_pre_commit_throws() {
        try (Simulator simulator = new Simulator(CorrectSinks.APPEND)) {
            Oracle.Verdict verdict = new Oracle()
                    .judge(simulator.run(Schedule.parse("records=3,keys=1,poll=1,order=565,"
                            + "task.throw.fatal@task.preCommit.exit#3,worker.stall@deliver#1,"
                            + "commit.drop-response@offset.commit.request#1")));

            assertThat(verdict.judgement().anomalies())
                    .extracting(Anomaly::kind)
                    .contains(AnomalyKind.OFFSET_REGRESSED);
            assertThat(verdict.violations()).as("it is not the sink's").isEmpty();
        }
    }

    /** docs/findings/0006 */
    @Test
    void a_wakeup_during_the_commit_of_a_revocation_has_a_task_commit_what_it_has_given_away() {
        try (Simulator simulator = new Simulator(CorrectSinks.APPEND)) {
            SimulatedRun run = simulator.run(Schedule.parse("workers=1,tasks=3,partitions=2,records=2,keys=1,poll=1,"
                    + "connector.pause@task.preCommit.enter#1,task.restart@target.request#4"));
            SimulatedRun unpaused = simulator.run(Schedule.parse(
                    "workers=1,tasks=3,partitions=2,records=2,keys=1,poll=1,task.restart@target.request#4"));
            Oracle.Verdict verdict = new Oracle().judge(run);

            assertThat(verdict.judgement().anomalies())
                    .extracting(Anomaly::kind)
                    .contains(AnomalyKind.OFFSET_REGRESSED);
            assertThat(run.committedOfOthers()).isTrue();
            assertThat(verdict.violations()).as("it is not the sink's").isEmpty();
            assertThat(unpaused.committedOfOthers()).isFalse();
        }
    }

    /** docs/findings/0004 */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory-dead-letter-unawaited | poison=2,dlq.refuse@dlq.send#1",
                "memory-dead-letter | poison=2,dlq.refuse-at-once@dlq.send#1",
                "memory-dead-letter | poison=1,dlq.refuse@dlq.send#1",
                "memory-dead-letter | poison=1,worker.kill@offset.commit.ack#1,dlq.late@dlq.send#1"
            })
    void a_dead_letter_that_is_not_taken_is_committed_past(String sink, String faults) {
        Oracle.Verdict verdict = parking(sink, faults);

        assertThat(verdict.judgement().anomalies())
                .extracting(Anomaly::kind)
                .contains(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING);
        assertThat(verdict.violations()).as("it is not the sink's").isEmpty();
    }

    /** It waits for the letter and fails with it, and the record is read again. A letter that is there twice, or late, is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "poison=2,dlq.refuse@dlq.send#1",
                "poison=2,dlq.late@dlq.send#1",
                "poison=2,worker.kill@dlq.send#1",
                "poison=2,worker.kill@dlq.ack#1",
                "poison=3,dlq.drop-response@dlq.ack#1,dlq.drop-response@dlq.ack#2",
                "poison=7,convert.throw.retriable@convert#1"
            })
    void a_sink_that_waits_for_its_letters_loses_none(String faults) {
        Oracle.Verdict verdict = parking("memory-dead-letter", faults);

        assertThat(verdict.judgement().anomalies())
                .extracting(Anomaly::kind)
                .doesNotContain(AnomalyKind.LOST, AnomalyKind.DLQ_MISSING, AnomalyKind.DLQ_PHANTOM);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.inconclusive()).isFalse();
    }

    private static Oracle.Verdict parking(String sink, String faults) {
        Subject subject = Stream.of(CorrectSinks.PARKING, CorrectSinks.TRUSTING_PARK)
                .filter(one -> one.name().equals(sink))
                .findFirst()
                .orElseThrow();
        Schedule schedule = Schedule.parse("workers=1,tasks=1,partitions=1,records=3,keys=1," + faults);
        try (Simulator simulator = new Simulator(subject)) {
            SimulatedRun run = simulator.run(schedule);
            assertThat(run.faults()).hasSameSizeAs(schedule.faults());
            return new Oracle().judge(run);
        }
    }

    private static Set<AnomalyKind> violations(Subject subject, String schedule) {
        try (Simulator simulator = new Simulator(subject)) {
            return new Oracle().judge(simulator.run(Schedule.parse(schedule))).violations();
        }
    }
}
