package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.TimelineEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HushedEventsTest {
    private static final HushedEvents HUSHED =
            HushedEvents.of(Map.of("audit.password", "hunter2-alpha", "topics", "x"));

    private static TimelineEvent event(String said) {
        return new TimelineEvent(3, 5, "worker-1", "task.put.exit", "t-0", List.of(), Map.of("error", said, "n", "7"));
    }

    @Test
    void hidesASecretInWhatAConnectorSays() {
        assertThat(HUSHED.hush(event("role \"hunter2-alpha\" does not exist")))
                .isEqualTo(event("role \"********\" does not exist"));
    }

    @Test
    void leavesOtherEventsAsTheyAre() {
        TimelineEvent plain = event("all is well");

        assertThat(HUSHED.hush(plain)).isSameAs(plain);
    }
}
