package dev.sinkproof.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedPlanTest {
    private static final Set<FaultKind> ONLY_SIMULATED = EnumSet.of(
            FaultKind.CONVERT_RETRIABLE,
            FaultKind.DLQ_REFUSED,
            FaultKind.DLQ_REFUSED_AT_ONCE,
            FaultKind.DLQ_LATE,
            FaultKind.DLQ_ACK_LOST);

    private final SubjectSpec subject = BundledSubject.named("jdbc-exactly-once");

    EmbeddedPlanTest() throws IOException {}

    static Stream<ScheduledFault> everyFaultAtEveryPoint() {
        List<ScheduledFault> faults = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            for (FaultPoint point : FaultPoint.values()) {
                if (kind.fits(point)) {
                    faults.add(new ScheduledFault(kind, point, 3));
                }
            }
        }
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("everyFaultAtEveryPoint")
    void every_fault_has_a_counterpart_at_its_point_or_is_named(ScheduledFault fault) {
        EmbeddedPlan translated = EmbeddedPlan.of(subject, Schedule.of(Topology.DEFAULT, fault));
        List<FaultSpec> real = translated.scenario().faults();

        if (ONLY_SIMULATED.contains(fault.kind())) {
            assertThat(real).isEmpty();
            assertThat(translated.differences()).anyMatch(difference -> difference.startsWith(fault + " is left out"));
            return;
        }
        assertThat(real).isNotEmpty();
        assertThat(real.get(0).trigger().point()).isEqualTo(fault.point());
        assertThat(real.get(0).trigger().nth()).isEqualTo(3);
    }

    @Test
    void the_system_is_the_same() {
        EmbeddedPlan translated = EmbeddedPlan.of(
                subject, Schedule.parse("workers=1,tasks=3,partitions=2,records=7,keys=4,poll=5,protocol=1,seed=9"));

        assertThat(translated.scenario().workers()).isEqualTo(1);
        assertThat(translated.scenario().tasks()).isEqualTo(3);
        assertThat(translated.workload().partitions()).isEqualTo(2);
        assertThat(translated.workload().recordsPerPartition()).isEqualTo(7);
        assertThat(translated.workload().keysPerPartition()).isEqualTo(4);
        assertThat(translated.workload().seed()).isEqualTo(9);
        assertThat(translated.scenario().setup().config())
                .containsEntry("consumer.override.max.poll.records", "5")
                .containsEntry(
                        "consumer.override.partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        assertThat(translated.differences()).isEmpty();
    }

    @Test
    void what_cannot_be_the_same_is_said() {
        assertThat(EmbeddedPlan.of(subject, Schedule.parse("order=5,gap=7,group.evict@task.put.enter#1"))
                        .differences())
                .hasSize(3);
    }

    @Test
    void a_plan_is_saved_and_read() throws IOException {
        Plan plan = EmbeddedPlan.of(subject, Schedule.parse("worker.kill@target.ack#2"))
                .plan(subject, "explored", "orders", "embedded", Map.of());
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readValue(json.writeValueAsString(plan), Plan.class)).isEqualTo(plan);
        assertThat(plan.subject().config()).containsEntry("delivery.mode", "exactly-once");
    }
}
