package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.workload.SourceTopics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadNumbersTest {
    private final WorkloadNumbers numbers = new WorkloadNumbers(
            new SourceTopics(new WorkloadSpec(1, 4, 10, 10, 0, 0, List.of(), null, 0, 2), "orders"));

    @Test
    void eventsCommitsAndLettersOfTheSecondTopicAreCountedBehindTheFirst() {
        TimelineEvent event =
                event(span("orders", 1), span("orders_second", 1), span("orders_second", 9), span("x", 0));

        assertThat(numbers.of(event).spans())
                .containsExactly(span("orders", 1), span("orders", 3), span("orders_second", 9), span("x", 0));
        assertThat(numbers.of(new OffsetCommit("orders_second", 0, 7, 5, 6, 0)))
                .isEqualTo(new OffsetCommit("orders", 2, 7, 5, 6, 0));
        assertThat(numbers.of(new DeadLetter("orders_second", 1, 4, "PUT", "why", "E")))
                .isEqualTo(new DeadLetter("orders", 3, 4, "PUT", "why", "E"));
    }

    @Test
    void whatIsOfNoneOfThemStaysAsItIs() {
        DeadLetter unidentified = new DeadLetter(null, -1, -1, null, null, null);
        OffsetCommit other = new OffsetCommit("x", 0, 7, 5, 6, 0);
        TimelineEvent event = event(span("orders", 1));

        assertThat(numbers.of(unidentified)).isSameAs(unidentified);
        assertThat(numbers.of(other)).isSameAs(other);
        assertThat(numbers.of(event)).isSameAs(event);
    }

    private static OffsetSpan span(String topic, int partition) {
        return new OffsetSpan(topic, partition, 3, 5, 3);
    }

    private static TimelineEvent event(OffsetSpan... spans) {
        return new TimelineEvent(1, 2, "worker-1", "task.put.enter", "t-0", List.of(spans), Map.of("a", "b"));
    }
}
