package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Transactions;
import dev.sinkproof.model.WorkloadSpec;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SourceTopicsTest {
    @Property(tries = 200)
    void everyPartitionLiesInOnePlaceAndIsFoundThereAgain(
            @ForAll @IntRange(min = 2, max = 1000) int partitions, @ForAll @IntRange(min = 1, max = 2) int topics) {
        SourceTopics source = new SourceTopics(spec(partitions, topics), "orders");

        assertThat(source.places()).hasSize(partitions).doesNotHaveDuplicates();
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition place = source.place(partition);
            assertThat(source.number(place.topic(), place.partition())).hasValue(partition);
        }
        assertThat(source.names().stream().mapToInt(source::partitionsOf).sum()).isEqualTo(partitions);
    }

    @Test
    void thePartitionsOfTheSecondTopicComeBehindThoseOfTheFirst() {
        SourceTopics source = new SourceTopics(spec(5, 2), "orders");

        assertThat(source.names()).containsExactly("orders", "orders_second");
        assertThat(source.partitionsOf("orders")).isEqualTo(3);
        assertThat(source.partitionsOf("orders_second")).isEqualTo(2);
        assertThat(source.place(3)).isEqualTo(new TopicPartition("orders_second", 0));
        assertThat(source.number("orders_second", 2)).isEmpty();
        assertThat(source.number("others", 0)).isEmpty();
        assertThat(source.number("orders", -1)).isEmpty();
        assertThat(source.number(null, 0)).isEmpty();
    }

    @Test
    void twoTopicsNeedAPartitionEachAndNoTransactions() {
        assertThatThrownBy(() -> spec(1, 2)).hasMessageContaining("as many as topics");
        assertThatThrownBy(() -> spec(4, 3)).hasMessageContaining("1 or 2");
        assertThatThrownBy(() -> new WorkloadSpec(1, 4, 10, 10, 0, 0, List.of(), new Transactions(5, 0), 0, 2))
                .hasMessageContaining("one topic");
    }

    private static WorkloadSpec spec(int partitions, int topics) {
        return new WorkloadSpec(1, partitions, 10, 10, 0, 0, List.of(), null, 0, topics);
    }
}
