package dev.sinkproof.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TriggerSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTextTest {
    @Test
    void readsAFaultAtAPassing() {
        assertThat(FaultText.parse("worker.kill recovery=takeover @ target.ack#3 durable=true table=orders", 2))
                .isEqualTo(new FaultSpec(
                        "fault-2",
                        "worker.kill",
                        new TriggerSpec(FaultPoint.TARGET_ACK, 3, Map.of("durable", "true", "table", "orders")),
                        Map.of("recovery", "takeover")));
    }

    @Test
    void readsIdsChainsOccurrencesAndHealings() {
        assertThat(FaultText.parse(
                        "z: worker.pause worker=other @ task.put.enter#first2 after kill until rebalance.assigned"
                                + " worker=worker-2",
                        1))
                .isEqualTo(new FaultSpec(
                        "z",
                        "worker.pause",
                        TriggerSpec.at(FaultPoint.TASK_PUT_ENTER).onFirst(2).after("kill"),
                        Map.of("worker", "other"),
                        TriggerSpec.at(FaultPoint.REBALANCE_ASSIGNED).when("worker", "worker-2")));
        assertThat(FaultText.parse("task.throw @ task.put.exit#every5", 1).trigger())
                .isEqualTo(TriggerSpec.at(FaultPoint.TASK_PUT_EXIT).onEvery(5));
    }

    @Test
    void readsWhatWaitsForNoPassing() {
        assertThat(FaultText.parse("worker.join after kill.healed", 1).trigger())
                .isEqualTo(TriggerSpec.then("kill.healed"));
        FaultSpec spec = FaultText.parse("broker.pause +500 until +2000", 1);
        assertThat(spec.trigger()).isEqualTo(TriggerSpec.afterMillis(500));
        assertThat(spec.heal()).isEqualTo(TriggerSpec.afterMillis(2000));
        assertThat(FaultText.parse("noop", 1).trigger()).isEqualTo(TriggerSpec.afterMillis(0));
    }

    @Test
    void readsValuesWithSpaces() {
        assertThat(FaultText.parse("noop @ task.put.exit error=\"a b*\"", 1)
                        .trigger()
                        .conditions())
                .isEqualTo(Map.of("error", "a b*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | names no fault",
                "worker.kill @ target.ak | unknown fault point target.ak; did you mean target.ack?",
                "worker.kill @ target.ack#0 | counts passings from 1",
                "worker.kill @ target.ack until | ends after 'until'",
                "worker.kill after | after which fault?",
                "noop +soon | which is no number of milliseconds",
                "noop @ target.ack +5 | not for both",
                "noop @ target.ack x=1 y | cannot be read from 'y' on"
            })
    void saysWhatIsWrongAndHowItIsWritten(String text, String problem) {
        assertThatThrownBy(() -> FaultText.parse(text, 1))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("It is written: [ID:] KIND");
    }
}
