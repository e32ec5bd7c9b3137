package dev.sinkproof.simulation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.point.IncarnationGone;
import dev.sinkproof.simulation.point.Passages;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model against what Kafka's consumer and coordinator do. */
class ModelConsumerTest {
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long SESSION_MILLIS = 2_000;
    private static final long REBALANCE_MILLIS = 5_000;

    private final VirtualClock clock = new VirtualClock();
    private final ModelLog log = log();
    private ModelGroup group = group(Protocol.EAGER);

    private static ModelLog log() {
        List<List<ConsumerRecord<byte[], byte[]>>> partitions = IntStream.range(0, 2)
                .mapToObj(partition -> IntStream.range(0, 4)
                        .mapToObj(offset -> new ConsumerRecord<>("orders", partition, offset, new byte[0], new byte[0]))
                        .toList())
                .toList();
        return new ModelLog("orders", partitions, new long[] {4, 4});
    }

    private ModelGroup group(Protocol protocol) {
        return new ModelGroup(new GroupSettings(protocol, SESSION_MILLIS, REBALANCE_MILLIS), clock, List.of(P0, P1));
    }

    @Test
    void a_seek_back_delivers_again() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.consumer.seek(P0, 0);
        client.consumer.seek(P1, 4);

        assertThat(offsets(client.poll())).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void a_paused_partition_brings_nothing() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.consumer.seek(P0, 0);
        client.consumer.seek(P1, 0);
        client.consumer.pause(List.of(P0));

        assertThat(client.poll().partitions()).containsExactly(P1);
    }

    @Test
    void a_poll_ends_though_each_assignment_takes_longer_than_the_group_waits() {
        Client client = new Client("a");
        client.onAssigned = () -> clock.advanceMillis(REBALANCE_MILLIS + 1);

        client.poll();
        client.poll();

        assertThat(client.told).filteredOn(told -> told.startsWith("assigned")).hasSizeBetween(1, 2);
    }

    @Test
    void a_wakeup_ends_the_next_poll_only() {
        Client client = new Client("a");
        client.consumer.wakeup();

        assertThatThrownBy(client::poll).isInstanceOf(WakeupException.class);
        client.pollUntilAssigned();
    }

    @Test
    void a_wakeup_ends_a_synchronous_commit_before_it_is_sent() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.consumer.wakeup();

        assertThatThrownBy(() -> client.commitSync(P0, 2)).isInstanceOf(WakeupException.class);
        assertThat(group.position(P0)).isZero();
    }

    @Test
    void eager_members_give_up_everything_when_another_joins() {
        Client first = new Client("a");
        first.pollUntilAssigned();
        Client second = new Client("b");
        second.poll();
        first.poll();
        second.poll();

        assertThat(first.told).contains("revoked [orders-0, orders-1]");
        assertThat(first.consumer.assignment()).hasSize(1);
        assertThat(second.consumer.assignment()).hasSize(1).doesNotContainAnyElementsOf(first.consumer.assignment());
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"COOPERATIVE", "CONSUMER"})
    void other_members_give_up_only_what_they_lose(Protocol protocol) {
        group = group(protocol);
        Client first = new Client("a");
        first.pollUntilAssigned();
        Client second = new Client("b");
        for (int i = 0; i < 4; i++) {
            second.poll();
            first.poll();
        }

        assertThat(first.told).filteredOn(told -> told.startsWith("revoked")).containsExactly("revoked [orders-1]");
        assertThat(first.consumer.assignment()).containsExactly(P0);
        assertThat(second.consumer.assignment()).containsExactly(P1);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void a_partition_never_has_two_owners_who_both_know_it(Protocol protocol) {
        group = group(protocol);
        List<Client> clients = List.of(new Client("a"), new Client("b"), new Client("c"));
        for (int i = 0; i < 60; i++) {
            clients.get(i % 3).poll();
            if (i % 7 == 0) {
                group.shuffle();
            }
            long owned = clients.stream()
                    .mapToLong(client -> client.consumer.assignment().size())
                    .sum();
            assertThat(owned).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void who_was_thrown_out_has_lost_its_partitions_and_may_not_commit() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.consumer.evict();

        assertThatThrownBy(() -> client.commitSync(P0, 2)).isInstanceOf(CommitFailedException.class);
        client.poll();
        assertThat(client.told).contains("lost [orders-0, orders-1]").doesNotContain("revoked [orders-0, orders-1]");
        assertThat(client.consumer.assignment()).containsExactly(P0, P1);
    }

    @Test
    void a_silent_member_is_thrown_out_after_its_session() {
        Client silent = new Client("a");
        silent.pollUntilAssigned();
        silent.consumer.silence();
        Client other = new Client("b");
        other.poll();
        assertThat(other.consumer.assignment()).isEmpty();

        clock.advanceMillis(SESSION_MILLIS);
        other.poll();
        other.poll();

        assertThat(other.consumer.assignment()).containsExactly(P0, P1);
    }

    @Test
    void who_keeps_a_rebalance_waiting_is_thrown_out() {
        Client busy = new Client("a");
        busy.pollUntilAssigned();
        Client other = new Client("b");
        other.poll();

        clock.advanceMillis(REBALANCE_MILLIS);
        other.poll();

        assertThat(other.consumer.assignment()).containsExactly(P0, P1);
    }

    @Test
    void who_works_on_a_batch_for_longer_than_its_poll_interval_has_left() {
        Client busy = new Client("a");
        busy.pollUntilAssigned();
        busy.poll();

        clock.advanceMillis(REBALANCE_MILLIS);
        busy.consumer.rest();
        busy.poll();

        assertThat(busy.told).contains("lost [orders-0, orders-1]");
    }

    @Test
    void who_waits_in_a_poll_may_wait_for_long() {
        Client idle = new Client("a");
        idle.pollUntilAssigned();
        idle.poll();
        idle.consumer.rest();

        clock.advanceMillis(10 * REBALANCE_MILLIS);
        idle.poll();

        assertThat(idle.told).noneMatch(told -> told.startsWith("lost"));
    }

    @Test
    void heartbeats_wait_behind_a_commit_that_is_never_answered() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.fate = FaultKind.COMMIT_UNANSWERED;
        client.commitAsync(P0, 2);
        client.consumer.rest();

        clock.advanceMillis(SESSION_MILLIS);
        client.poll();

        assertThat(client.told).contains("lost [orders-0, orders-1]");
    }

    @Test
    void a_commit_during_a_rebalance_by_who_has_not_joined_is_taken() {
        Client first = new Client("a");
        first.pollUntilAssigned();
        first.onRevoked = () -> first.commitSync(P0, 3);
        new Client("b").poll();
        first.poll();

        assertThat(group.position(P0)).isEqualTo(3);
    }

    @Test
    void a_commit_of_an_older_generation_is_refused() {
        Client first = new Client("a");
        first.pollUntilAssigned();
        first.fate = FaultKind.COMMIT_LATE;
        first.commitAsync(P0, 2);
        first.fate = null;
        new Client("b").poll();
        first.poll();
        clock.advanceMillis(10_000);
        first.poll();

        assertThat(first.told).contains("async CommitFailedException");
        assertThat(group.position(P0)).isZero();
    }

    @Test
    void answers_to_asynchronous_commits_come_with_a_later_poll() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.commitAsync(P0, 2);
        assertThat(client.told).noneMatch(told -> told.startsWith("async"));

        client.poll();

        assertThat(client.told).contains("async ok");
        assertThat(group.position(P0)).isEqualTo(2);
    }

    @Test
    void a_refused_commit_is_not_taken_and_fails() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.fate = FaultKind.COMMIT_REFUSED;
        client.commitAsync(P0, 2);
        client.poll();

        assertThat(client.told).contains("async RetriableCommitFailedException");
        assertThat(group.position(P0)).isZero();
        assertThatThrownBy(() -> client.commitSync(P0, 2)).isInstanceOf(CommitFailedException.class);
    }

    @Test
    void a_commit_whose_answer_is_lost_is_taken_and_fails() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.fate = FaultKind.COMMIT_ACK_LOST;

        assertThatThrownBy(() -> client.commitSync(P0, 2)).isInstanceOf(TimeoutException.class);
        assertThat(group.position(P0)).isEqualTo(2);
    }

    @Test
    void an_unanswered_commit_is_neither_taken_nor_told() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.fate = FaultKind.COMMIT_UNANSWERED;
        client.commitAsync(P0, 2);
        clock.advanceMillis(60_000);
        client.poll();

        assertThat(client.told).noneMatch(told -> told.startsWith("async"));
        assertThat(group.position(P0)).isZero();
    }

    @Test
    void a_late_commit_is_never_overtaken_by_a_later_one_of_the_same_consumer() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.fate = FaultKind.COMMIT_LATE;
        client.commitAsync(P0, 2);
        client.fate = null;
        client.commitSync(P0, 4);
        clock.advanceMillis(10_000);
        client.poll();

        assertThat(group.position(P0)).isEqualTo(4);
    }

    @Test
    void an_exception_of_a_callback_comes_wrapped_and_an_error_as_it_is() {
        Client client = new Client("a");
        client.onAssigned = () -> {
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(client::poll)
                .isInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(IllegalStateException.class);

        Client gone = new Client("b");
        gone.onAssigned = () -> {
            throw new IncarnationGone("b");
        };
        client.consumer.evict();
        assertThatThrownBy(gone::poll).isInstanceOf(IncarnationGone.class);
    }

    @Test
    void who_is_gone_can_do_nothing_any_more() {
        Client client = new Client("a");
        client.pollUntilAssigned();
        client.alive = false;

        assertThatThrownBy(client::poll).isInstanceOf(IncarnationGone.class);
        assertThatThrownBy(() -> client.commitSync(P0, 1)).isInstanceOf(IncarnationGone.class);
        assertThatThrownBy(() -> client.consumer.close()).isInstanceOf(IncarnationGone.class);
        assertThat(group.empty()).isFalse();
    }

    private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records) {
        List<Long> offsets = new ArrayList<>();
        records.forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    /** A consumer and what it is told. */
    private final class Client implements Passages, ConsumerRebalanceListener {
        final List<String> told = new ArrayList<>();
        final ModelConsumer consumer;
        FaultKind fate;
        boolean alive = true;
        Runnable onRevoked = () -> {};
        Runnable onAssigned = () -> {};

        Client(String id) {
            consumer = new ModelConsumer(id, log, group, clock, this, 100);
            consumer.subscribe(List.of("orders"), this);
        }

        ConsumerRecords<byte[], byte[]> poll() {
            return consumer.poll(WAIT);
        }

        void pollUntilAssigned() {
            for (int i = 0; i < 3 && consumer.assignment().isEmpty(); i++) {
                poll();
            }
            assertThat(consumer.assignment()).isNotEmpty();
        }

        void commitSync(TopicPartition partition, long next) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
        }

        void commitAsync(TopicPartition partition, long next) {
            consumer.commitAsync(
                    Map.of(partition, new OffsetAndMetadata(next)),
                    (offsets, error) -> told.add(
                            "async " + (error == null ? "ok" : error.getClass().getSimpleName())));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            told.add("revoked " + partitions);
            onRevoked.run();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            told.add("lost " + partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            told.add("assigned " + partitions);
            onAssigned.run();
        }

        @Override
        public Optional<FaultKind> pass(FaultPoint point, List<OffsetSpan> spans, Map<String, String> attributes) {
            requireAlive();
            return point == FaultPoint.OFFSET_COMMIT_REQUEST ? Optional.ofNullable(fate) : Optional.empty();
        }

        @Override
        public void requireAlive() {
            if (!alive) {
                throw new IncarnationGone("client");
            }
        }

        @Override
        public boolean conversionFails() {
            return false;
        }

        @Override
        public boolean suspended() {
            return false;
        }

        @Override
        public void whenGone(Runnable release) {
            // It has nothing open.
        }
    }
}
