package dev.sinkproof.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.simulation.explore.Budget;
import dev.sinkproof.simulation.explore.Explorer;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference sink from its plugin, in the real task runner over a modelled Kafka, on a real PostgreSQL. */
@Tag("slow")
class JdbcSinkExplorationIT {
    /** {@code -Dsinkproof.test.explorations=5000} for the whole promise. */
    private static final int RANDOM_RUNS = Integer.getInteger("sinkproof.test.explorations", 20);

    private static final Schedule BUSY = Schedule.parse("records=8,poll=3,order=5,worker.kill@target.ack#5,"
            + "worker.stall@target.request#9,target.drop-response@target.ack#14,group.rebalance@task.preCommit.exit#3");

    @TempDir
    private static Path out;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc-at-least-once", "jdbc-idempotent", "jdbc-exactly-once"})
    void keeps_its_contract_on_schedules_drawn_at_random(String sink) throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named(sink), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            Explorer.Outcome outcome = explorer(simulator).exploreAtRandom(1, Budget.ofRuns(RANDOM_RUNS));

            assertThat(outcome.finding()).as(outcome.coverage().describe()).isEmpty();
            assertThat(outcome.coverage().inconclusive()).isZero();
            assertThat(outcome.coverage().runs()).isEqualTo(RANDOM_RUNS);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jdbc-at-least-once", "jdbc-idempotent", "jdbc-exactly-once"})
    void keeps_its_contract_with_every_single_fault(String sink) throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named(sink), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            Explorer.Outcome outcome = explorer(simulator).sweepSingles(Topology.DEFAULT);

            assertThat(outcome.finding()).as(outcome.coverage().describe()).isEmpty();
            assertThat(outcome.coverage().singles())
                    .isEqualTo(outcome.coverage().singlesTotal())
                    .isGreaterThan(1_000);
            assertThat(outcome.coverage().inconclusive()).isZero();
        }
    }

    @Test
    void one_schedule_gives_one_trace_whatever_ran_before() throws IOException {
        Set<String> traces = new HashSet<>();
        for (int server = 0; server < 2; server++) {
            try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named("jdbc-exactly-once"), out);
                    Simulator simulator = new Simulator(simulated.subject())) {
                for (int i = 0; i < 5; i++) {
                    SimulatedRun run = simulator.run(BUSY);
                    assertThat(run.faults()).hasSameSizeAs(BUSY.faults());
                    traces.add(run.trace());
                }
            }
        }
        assertThat(traces).hasSize(1);
    }

    /** Found by exploring: what was written before the reset was ordered again, though the task died before it could commit it. */
    @Test
    void a_reset_orders_again_what_only_the_target_knew_of() throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named("jdbc-exactly-once"), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            SimulatedRun run = simulator.run(Schedule.parse("workers=1,tasks=1,partitions=1,records=1,keys=1,"
                    + "offsets.reset@task.open#1,task.throw.retriable@task.close#1"));

            assertThat(run.faults()).hasSize(2);
            assertThat(new Oracle().judge(run).violations()).isEmpty();
        }
    }

    /** Found by exploring: the next client of the session was given what the server had answered a task that was dead by then. */
    @Test
    void a_session_is_given_on_without_the_answers_to_a_dead_task() throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named("jdbc-exactly-once"), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            SimulatedRun run = simulator.run(Schedule.parse("workers=1,tasks=1,poll=3,protocol=2,"
                    + "worker.kill@task.start#2,task.restart@task.start#6,task.throw.fatal@task.close#2,"
                    + "connector.pause@rebalance.lost#1,worker.kill@target.request#1"));

            assertThat(run.faults()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(new Oracle().judge(run).violations()).isEmpty();
        }
    }

    @Test
    void a_connection_that_is_refused_is_opened_again() throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named("jdbc-exactly-once"), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            for (int nth = 1; nth <= 2; nth++) {
                SimulatedRun run = simulator.run(Schedule.parse("workers=1,tasks=1,partitions=1,records=2,keys=1,"
                        + "target.close@target.request#1,target.refuse-connection@target.connect#" + nth));

                assertThat(run.faults()).hasSize(2);
                assertThat(new Oracle().judge(run).violations()).isEmpty();
            }
        }
    }

    /** Connect parks what no converter reads, the sink what PostgreSQL refuses. */
    @Test
    void what_cannot_be_written_is_in_the_dead_letter_queue() throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.parking("jdbc-at-least-once"), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            SimulatedRun run = simulator.run(Schedule.parse("poison=3,worker.kill@dlq.ack#1"));

            assertThat(run.faults()).hasSize(1);
            assertThat(run.deadLetters().orElseThrow())
                    .extracting(DeadLetter::stage)
                    .contains("VALUE_CONVERTER", "TASK_PUT");
            assertThat(new Oracle().judge(run).violations()).isEmpty();
        }
    }

    /** Exploring takes thousands of runs, in most of which a task dies with its connections open. */
    @Test
    void nothing_of_a_run_stays_in_memory_though_its_task_never_closed_its_connection() throws IOException {
        try (SimulatedSubjects simulated = SimulatedSubjects.start(BundledSubject.named("jdbc-exactly-once"), out);
                Simulator simulator = new Simulator(simulated.subject())) {
            WeakReference<TimelineEvent> event = anEventOf(simulator.run(
                    Schedule.parse("workers=1,tasks=1,partitions=1,records=2,keys=1,worker.kill@target.ack#1")));

            for (int i = 0; i < 10 && event.get() != null; i++) {
                System.gc();
            }
            assertThat(event.get()).isNull();
        }
    }

    private static WeakReference<TimelineEvent> anEventOf(SimulatedRun run) throws IOException {
        assertThat(run.faults()).hasSize(1);
        List<TimelineEvent> events = new ArrayList<>();
        run.timeline().forEach(events::add);
        return new WeakReference<>(events.get(0));
    }

    @Tag("full")
    @Test
    void a_defect_is_found_and_made_small() throws IOException {
        SubjectSpec flawed = BundledSubject.flawed("jdbc-exactly-once", "M31TwoTransactionsConnector");
        try (SimulatedSubjects simulated = SimulatedSubjects.start(flawed, out);
                Simulator simulator = new Simulator(simulated.subject())) {
            Explorer.Outcome outcome = explorer(simulator).exploreAtRandom(1, Budget.ofRuns(200));

            assertThat(outcome.finding()).as(outcome.coverage().describe()).hasValueSatisfying(finding -> {
                assertThat(finding.kind()).isEqualTo(AnomalyKind.DUPLICATED);
                assertThat(finding.minimal().faults()).hasSizeLessThanOrEqualTo(2);
                assertThat(finding.minimal().topology().records()).isLessThanOrEqualTo(10);
                assertThat(new Oracle().judge(simulator.run(finding.minimal())).violations())
                        .contains(AnomalyKind.DUPLICATED);
            });
        }
    }

    private static Explorer explorer(Simulator simulator) {
        return new Explorer(simulator, EnumSet.allOf(AnomalyKind.class), coverage -> {});
    }
}
