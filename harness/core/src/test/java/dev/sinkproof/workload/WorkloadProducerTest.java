package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class WorkloadProducerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Workload workload(int recordsPerPartition, int recordsPerSecond) {
        return new Workload(
                new WorkloadSpec(1, 2, recordsPerPartition, 10, 0, recordsPerSecond), "topic", WriteModel.APPEND);
    }

    /** Acknowledges at once, except for what a test decides by the number of the record. */
    private static class Broker extends MockProducer<byte[], byte[]> {
        private final Map<Integer, Exception> failures = new HashMap<>();
        private final Map<Integer, Long> next = new HashMap<>();
        private int sent;
        private int neverToldFrom = Integer.MAX_VALUE;

        Broker() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            int number = sent++;
            if (number >= neverToldFrom) {
                return new CompletableFuture<>();
            }
            Exception failure = failures.get(number);
            if (failure == null) {
                long offset = next.merge(record.partition(), 1L, Long::sum) - 1;
                callback.onCompletion(
                        new RecordMetadata(new TopicPartition("topic", record.partition()), offset, 0, 0L, 0, 0), null);
            } else {
                callback.onCompletion(null, failure);
            }
            return new CompletableFuture<>();
        }
    }

    private static SourceLog log(AtomicInteger asked, int failuresFirst) {
        return new SourceLog() {
            @Override
            public Map<Integer, Long> endOffsets() throws ExecutionException {
                if (asked.incrementAndGet() <= failuresFirst) {
                    throw new ExecutionException(new DisconnectException("no leader yet"));
                }
                return Map.of(0, 0L, 1, 0L);
            }

            @Override
            public Optional<String> topicId() {
                return Optional.of("first");
            }

            @Override
            public void close() {}
        };
    }

    private static WorkloadProducer start(Workload workload, Broker broker) {
        return new WorkloadProducer(workload, broker, log(new AtomicInteger(), 0)).begin();
    }

    @Test
    void all_acknowledged_gives_a_ledger_without_gaps() throws Exception {
        Workload workload = workload(500, 0);

        Ledger ledger = start(workload, new Broker()).await(PATIENCE);

        assertThat(ledger.acknowledged()).isEqualTo(1000);
        assertThat(ledger.offsetOf(1, 499)).isEqualTo(499);
    }

    @Test
    void gives_one_more_to_the_partitions_that_are_asked_for() throws Exception {
        WorkloadProducer producer = start(workload(500, 0), new Broker());
        producer.await(PATIENCE);
        producer.close();

        Ledger ledger = producer.oneMore(Set.of(1)).orElseThrow();

        assertThat(ledger.count(0)).isEqualTo(500);
        assertThat(ledger.count(1)).isEqualTo(501);
        assertThat(ledger.offsetOf(1, 500)).isEqualTo(500);
        assertThat(ledger.acked(1, 500)).isTrue();
        assertThat(ledger.endOffset(1)).isEqualTo(501);
    }

    @Test
    void one_more_that_kafka_does_not_take_is_an_error() throws Exception {
        Broker broker = new Broker();
        WorkloadProducer producer = start(workload(5, 0), broker);
        producer.await(PATIENCE);
        broker.failures.put(10, new org.apache.kafka.common.errors.TimeoutException("too late"));

        assertThatThrownBy(() -> producer.oneMore(Set.of(0)))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("Kafka did not take one more record to topic-0")
                .hasMessageContaining("too late");
    }

    @Test
    void tells_how_long_the_slowest_acknowledgement_took_since_it_told_before() throws Exception {
        Broker slowAtTheEnd = new Broker() {
            private int number;

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (++number == 400) {
                    spin(Duration.ofMillis(30));
                }
                return super.send(record, callback);
            }
        };
        List<Duration> slowest = new CopyOnWriteArrayList<>();
        AtomicLong last = new AtomicLong();
        List<Map<Integer, Long>> highest = new CopyOnWriteArrayList<>();

        new WorkloadProducer(
                        workload(500, 0),
                        RecordFormat.JSON,
                        () -> slowAtTheEnd,
                        log(new AtomicInteger(), 0),
                        (irregularity, partition, offset) -> {},
                        (acknowledged, since, ordinals) -> {
                            last.set(acknowledged);
                            slowest.add(since);
                            highest.add(ordinals);
                        })
                .begin()
                .await(PATIENCE);

        assertThat(last).hasValue(1_000);
        assertThat(slowest).hasSize(100);
        // It was told after every tenth record.
        assertThat(slowest.get(39)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        assertThat(highest.get(0)).isEqualTo(Map.of(0, 4L, 1, 4L));
        assertThat(highest.get(99)).isEqualTo(Map.of(0, 499L, 1, 499L));
        assertThat(slowest).as("each milestone begins anew").anyMatch(since -> since.compareTo(slowest.get(39)) < 0);
    }

    private static void spin(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void only_certain_failures_are_rejections() throws Exception {
        Broker broker = new Broker();
        // Round robin: records 4 and 6 are ordinals 2 and 3 of partition 0, record 9 is ordinal 4 of partition 1.
        broker.failures.put(4, new RecordTooLargeException());
        broker.failures.put(6, new org.apache.kafka.common.errors.TimeoutException("no answer"));
        broker.failures.put(9, new TopicAuthorizationException("after a lost answer?"));

        Ledger ledger = start(workload(10, 0), broker).await(PATIENCE);

        assertThat(ledger.outcome(0, 2)).isEqualTo(ProduceOutcome.REJECTED);
        assertThat(ledger.outcome(0, 3)).isEqualTo(ProduceOutcome.UNKNOWN);
        assertThat(ledger.outcome(1, 4)).isEqualTo(ProduceOutcome.UNKNOWN);
        assertThat(ledger.acknowledged()).isEqualTo(17);
        assertThat(ledger.offsetOf(0, 4)).isEqualTo(2);
    }

    @Test
    void waits_until_every_partition_answers() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        Ledger ledger = new WorkloadProducer(workload(5, 0), new Broker(), log(asked, 3))
                .begin()
                .await(PATIENCE);

        assertThat(ledger.acknowledged()).isEqualTo(10);
        assertThat(asked).hasValueGreaterThanOrEqualTo(4);
    }

    @Test
    void a_cancel_ends_production_and_leaves_what_is_under_way_unknown() throws Exception {
        Broker broker = new Broker();
        broker.neverToldFrom = 6;
        WorkloadProducer production = start(workload(10, 0), broker);

        assertThatThrownBy(() -> production.await(Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("20 planned");
        while (production.attempted() < 20) {
            Thread.onSpinWait();
        }
        production.cancel();
        Ledger ledger = production.await(PATIENCE);

        assertThat(ledger.acknowledged()).isEqualTo(6);
        assertThat(ledger.unknown()).isEqualTo(14);
    }

    @Test
    void a_rate_is_kept() throws Exception {
        long start = System.nanoTime();

        start(workload(50, 1000), new Broker()).await(PATIENCE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
    }

    @Test
    void a_topic_that_holds_records_already_is_refused() {
        SourceLog used = new SourceLog() {
            @Override
            public Map<Integer, Long> endOffsets() {
                return Map.of(0, 17L, 1, 0L);
            }

            @Override
            public Optional<String> topicId() {
                return Optional.of("first");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> new WorkloadProducer(workload(5, 0), new Broker(), used)
                        .begin()
                        .await(PATIENCE))
                .hasMessageContaining("topic-0 already holds records up to offset 17");
    }

    /** Whose topic somebody deletes, and creates again some time later. */
    private static final class ChangingTopic implements SourceLog {
        private final AtomicInteger askedForId = new AtomicInteger();

        @Override
        public Map<Integer, Long> endOffsets() {
            return Map.of(0, 0L, 1, 0L);
        }

        @Override
        public Optional<String> topicId() {
            return switch (askedForId.incrementAndGet()) {
                case 1, 2 -> Optional.of("first");
                case 3 -> Optional.empty();
                default -> Optional.of("second");
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void what_is_left_goes_to_the_topic_that_takes_the_place_of_the_first() throws Exception {
        WorkloadSpec spec = new WorkloadSpec(1, 2, 10, 10, 0, 0, List.of(), null, 6, 1);
        Workload workload = new Workload(spec, "topic", WriteModel.APPEND);
        ChangingTopic log = new ChangingTopic();

        Ledger ledger = new WorkloadProducer(workload, Broker::new, log).begin().await(PATIENCE);

        assertThat(log.askedForId).hasValueGreaterThan(3);
        assertThat(ledger.acknowledged()).isEqualTo(20);
        assertThat(ledger.incarnationOf(1, 5)).isZero();
        assertThat(ledger.incarnationOf(1, 6)).isEqualTo(1);
        assertThat(ledger.offsetOf(1, 6)).isZero();
    }

    @Test
    void says_that_it_waits_for_another_topic() {
        WorkloadSpec spec = new WorkloadSpec(1, 2, 10, 10, 0, 0, List.of(), null, 6, 1);
        Workload workload = new Workload(spec, "topic", WriteModel.APPEND);

        try (WorkloadProducer producer =
                new WorkloadProducer(workload, Broker::new, log(new AtomicInteger(), 0)).begin()) {
            assertThatThrownBy(() -> producer.await(Duration.ofSeconds(1)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("12 sent")
                    .hasMessageContaining("created when this one was deleted");
        }
    }
}
