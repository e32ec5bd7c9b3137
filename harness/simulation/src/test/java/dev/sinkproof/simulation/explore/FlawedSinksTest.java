package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks;
import dev.sinkproof.simulation.sinks.flawed.FlawedSinks.Flawed;
import dev.sinkproof.simulation.subject.Subject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each defect shows on a schedule of at most two faults and few records, on which the correct sinks show nothing. */
class FlawedSinksTest {
    private static final String SMALLEST = "workers=1,tasks=1,partitions=1,records=1,keys=1";

    static final int RECORDS_MAX = 10;

    private static final Map<String, String> MINIMAL = minimal();

    private static Map<String, String> minimal() {
        Map<String, String> schedules = new TreeMap<>();
        schedules.put("m1-queued-writes", SMALLEST);
        schedules.put("m3-unjoined-flush", SMALLEST);
        schedules.put("m8-swallowed-failure", SMALLEST + ",target.drop-request@target.request#1");
        schedules.put(
                "m15-late-acknowledgements", "tasks=1,partitions=2,records=2,keys=1,poll=1,worker.stall@target.ack#1");
        schedules.put(
                "m17-close-clears-all-writers", "workers=1,tasks=2,partitions=2,records=2,keys=1,poll=1,protocol=1");
        schedules.put(
                "m19-revoked-offsets",
                "workers=1,tasks=3,partitions=3,records=3,keys=1,poll=2,order=43,task.restart@target.ack#5");
        schedules.put("m21-close-drops-buffer", "workers=1,partitions=1,records=1,keys=1");
        schedules.put("m22-trusts-the-group-at-first", "workers=1,partitions=1,records=1,keys=1");
        schedules.put("m24-reopen-drops-buffer", SMALLEST + ",target.close@target.request#1");
        schedules.put("m26-batch-buffered-twice", SMALLEST + ",target.drop-request@target.request#1");
        schedules.put("m28-half-batch-retried", "tasks=1,partitions=1,records=2,keys=1,worker.stall@task.put.enter#1");
        schedules.put(
                "m30-offset-saved-in-flush",
                "workers=1,tasks=1,partitions=1,records=2,keys=1,poll=1,worker.kill@task.put.enter#2");
        schedules.put("m31-two-transactions", "tasks=1,partitions=1,records=1,keys=1,worker.stall@task.put.enter#1");
        schedules.put("m33-last-offset", SMALLEST);
        schedules.put("m34-unordered-bulk", "workers=1,tasks=1,partitions=1,records=2,keys=1");
        schedules.put("m35-deletes-first", "workers=1,tasks=1,partitions=1,records=6,keys=1");
        schedules.put("m37-thread-pool", "workers=1,tasks=1,partitions=1,records=2,keys=1");
        schedules.put(
                "m39-sequence-at-write-time",
                "tasks=1,partitions=1,records=2,keys=1,poll=1,worker.stall@task.put.enter#1");
        schedules.put(
                "m40-unconditional-upsert",
                "tasks=1,partitions=1,records=2,keys=1,poll=1,worker.stall@task.put.enter#1");
        schedules.put("m45-no-gaps", "workers=1,tasks=1,partitions=1,records=2,keys=1,gap=1");
        schedules.put("m46-topic-after-transforms", SMALLEST);
        schedules.put("m54-idle-topic", SMALLEST);
        schedules.put("m62-skipped-refusal", SMALLEST + ",poison=2");
        schedules.put("m64-batch-parked", "workers=1,tasks=1,partitions=1,records=2,keys=1,poison=2");
        schedules.put("m66-outage-parked", SMALLEST + ",target.drop-request@target.request#1");
        schedules.put("m68-skipped-tombstone", "workers=1,tasks=1,partitions=1,records=6,keys=1");
        schedules.put(
                "m74-broken-client", SMALLEST + ",target.refuse@target.request#1,target.drop-response@target.ack#1");
        return schedules;
    }

    private final Oracle oracle = new Oracle();

    static Stream<Flawed> flawed() {
        return FlawedSinks.all().stream();
    }

    @Test
    void each_has_its_schedule() {
        assertThat(MINIMAL.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        flawed().map(flaw -> flaw.subject().name()).toList());
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void the_defect_shows_on_a_small_schedule(Flawed flawed) {
        Schedule schedule = Schedule.parse(MINIMAL.get(flawed.subject().name()));

        assertThat(schedule.faults()).hasSizeLessThanOrEqualTo(2);
        assertThat(schedule.topology().records()).isLessThanOrEqualTo(RECORDS_MAX);
        assertThat(violations(flawed.subject(), schedule)).containsAnyElementsOf(flawed.shows());
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void on_the_same_schedule_correct_sinks_are_innocent(Flawed flawed) {
        Schedule schedule = Schedule.parse(MINIMAL.get(flawed.subject().name()));

        for (Subject correct : CorrectSinks.all()) {
            assertThat(violations(correct, schedule)).as(correct.name()).isEmpty();
        }
    }

    private Set<AnomalyKind> violations(Subject subject, Schedule schedule) {
        try (Simulator simulator = new Simulator(subject)) {
            return oracle.judge(simulator.run(schedule)).violations();
        }
    }
}
