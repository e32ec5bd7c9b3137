package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTimingsTest {
    @Test
    void aClassicConsumerIsToldWhatItDoesNotSayItself() {
        assertThat(GroupTimings.besides(Map.of("consumer.override.session.timeout.ms", "9000")))
                .containsOnlyKeys("consumer.override.heartbeat.interval.ms");
        assertThat(GroupTimings.besides(Map.of())).hasSize(2);
    }

    @Test
    void aConsumerOfTheNewProtocolIsToldNothingThatKafkaRefusesThen() {
        assertThat(GroupTimings.besides(Map.of("consumer.override.group.protocol", "CONSUMER")))
                .isEmpty();
    }
}
