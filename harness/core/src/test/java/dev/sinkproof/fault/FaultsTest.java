package dev.sinkproof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TriggerSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final TriggerSpec PUT = TriggerSpec.at(FaultPoint.TASK_PUT_ENTER);

    @Test
    void everyFaultSaysWhatItIsInOneLine() {
        assertThat(Faults.all()).hasSizeGreaterThan(5).allSatisfy(fault -> {
            assertThat(fault.kind()).matches("[a-z][a-zA-Z]*(\\.[a-z][a-z_-]*)?");
            assertThat(fault.meaning()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
            assertThat(fault.settings())
                    .allSatisfy(setting -> assertThat(setting.describe()).contains(setting.name()));
            assertThat(Faults.byKind(fault.kind())).contains(fault);
        });
    }

    @Test
    void namesTheNearestFaultSettingAndAttribute() {
        refuses(new FaultSpec("f", "worker.kil", PUT, Map.of()), "unknown fault worker.kil; did you mean worker.kill?");
        refuses(
                new FaultSpec("f", "worker.kill", PUT, Map.of("recovry", "restart")),
                "has no setting recovry; did you mean recovery?");
        refuses(
                new FaultSpec("f", "worker.kill", PUT.when("taks", "c-0"), Map.of()),
                "attribute taks that passings of task.put.enter do not have; did you mean task?");
        refuses(
                new FaultSpec("f", "noop", PUT, Map.of())
                        .until(TriggerSpec.at(FaultPoint.TARGET_ACK).when("task", "c-0")),
                "attribute task that passings of target.ack do not have");
    }

    @Test
    void refusesValuesPlacesAndChainsThatMakeNoSense() {
        refuses(
                new FaultSpec("f", "worker.kill", PUT, Map.of("recovery", "pray")),
                "recovery must be one of [restart, takeover], but is 'pray'");
        refuses(
                new FaultSpec("f", "task.throw", TriggerSpec.at(FaultPoint.TARGET_ACK), Map.of()),
                "must be placed at a fault point inside workers, but stands at the 1st target.ack");
        refuses(
                new FaultSpec("f", "task.hold", TriggerSpec.afterMillis(5), Map.of()),
                "must be placed at a fault point, but stands at the moment 5 ms after the start");
        refuses(
                new FaultSpec("f", "noop", TriggerSpec.then("g"), Map.of()),
                "follows a fault g that is not in the plan");
        assertThatThrownBy(() -> Faults.validate(
                        List.of(new FaultSpec("f", "noop", PUT, Map.of()), new FaultSpec("f", "noop", PUT, Map.of()))))
                .hasMessageContaining("two faults have one id");
    }

    @Test
    void refusesToFollowARecordOrToUndoIt() {
        FaultSpec poison = new FaultSpec("p", "data.poison", TriggerSpec.afterMillis(0), Map.of("ordinal", "5"));
        FaultSpec follower = new FaultSpec("f", "noop", TriggerSpec.then("p"), Map.of());

        Faults.validate(List.of(poison));
        assertThatThrownBy(() -> Faults.validate(List.of(poison, follower)))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("follows p, which is no event but a record");
        refuses(poison.until(TriggerSpec.afterMillis(5)), "it is not undone");
        refuses(new FaultSpec("p", "data.poison", PUT, Map.of("ordinal", "5")), "its settings place it");
        refuses(new FaultSpec("p", "data.poison", TriggerSpec.afterMillis(0), Map.of()), "needs ordinal=");
    }

    private static void refuses(FaultSpec spec, String message) {
        assertThatThrownBy(() -> Faults.validate(List.of(spec)))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatAnEnvironmentCannotDo() {
        SystemUnderTest poor = () -> EnumSet.of(Capability.TASK_POINTS);
        SystemUnderTest none = Set::of;
        List<FaultSpec> faults = List.of(
                new FaultSpec("t", "task.throw", PUT, Map.of()), new FaultSpec("b", "broker.kill", PUT, Map.of()));

        assertThat(Faults.notApplicable(faults, poor, "poor"))
                .contains(
                        "broker.kill is not possible in the poor environment: it cannot kill, pause and restart the Kafka broker");
        assertThat(Faults.notApplicable(faults.subList(0, 1), poor, "poor")).isEmpty();
        assertThat(Faults.notApplicable(faults.subList(0, 1), none, "none")).isPresent();
    }
}
