package dev.sinkproof.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.environment.embedded.LoneBroker;
import dev.sinkproof.kafka.proxy.RecordingProxyListener;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.process.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
@Tag("slow")
class KafkaOperationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PARTITIONS = 4;

    private static final RecordingProxyListener LISTENER = new RecordingProxyListener();

    @TempDir
    private static Path workspace;

    private static LoneBroker broker;
    private static int topics;

    private final String topic = "operations-" + ++topics;
    private final String group = "connect-" + topic;
    private final TopicPartition partition = new TopicPartition(topic, 0);

    @BeforeAll
    static void start() throws Exception {
        broker = LoneBroker.start(workspace, LISTENER);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private KafkaConsumer<byte[], byte[]> task(Map<String, String> settings) {
        return TestClients.consumer(
                broker.proxy().bootstrapServers(),
                settings.getOrDefault("group.protocol", "classic"),
                group,
                "connector-consumer-" + topic + "-0",
                settings);
    }

    @Test
    void deleted_records_are_gone_and_later_ones_stay() throws Exception {
        broker.log().create(topic, 1);
        TestClients.produce(broker.bootstrapServers(), topic, 0, 10);

        assertThat(broker.log().deleteRecordsBelow(topic, 0, 6)).isEqualTo(6);
        assertThat(broker.log().deleteRecordsBelow(topic, 0, 4)).isEqualTo(6);

        assertThatThrownBy(() -> broker.log().deleteRecordsBelow(topic, 0, 11))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete the records of " + partition + " below offset 11");
        assertThat(readAll(9)).containsExactly(6L, 7L, 8L, 9L);
    }

    /** Each key's last record is there, whatever is gone; afterwards nothing goes any more. */
    @Test
    void a_topic_that_is_compacted_has_gaps_and_the_last_record_of_each_key() throws Exception {
        int keys = 3;
        broker.log().create(topic, 1, Map.of("segment.ms", "100"));
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong produced = new AtomicLong();
        try (KafkaProducer<byte[], byte[]> producer = TestClients.producer(broker.bootstrapServers(), Map.of())) {
            CompletableFuture<Void> production = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    byte[] key = {(byte) (produced.get() % keys)};
                    var unused = producer.send(new ProducerRecord<>(topic, 0, key, new byte[] {1}));
                    produced.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            });
            List<OffsetSpan> gaps = Compaction.of(broker.log(), broker.bootstrapServers(), topic);
            enough.set(true);
            production.join();
            producer.flush();

            assertThat(gaps).isNotEmpty();
            Set<Long> read = readAll(produced.get() - 1);
            assertThat(gaps).allSatisfy(gap -> assertThat(read).doesNotContain(gap.first(), gap.last()));
            assertThat(read).hasSize((int)
                    (produced.get() - gaps.stream().mapToLong(OffsetSpan::count).sum()));
            assertThat(read).contains(produced.get() - 1, produced.get() - 2, produced.get() - 3);
        }
    }

    private Set<Long> readAll(long last) {
        Set<Long> offsets = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = task(Map.of())) {
            consumer.assign(List.of(partition));
            Eventually.holds("all records that are left are read", () -> {
                consumer.poll(Duration.ofMillis(20)).forEach(record -> offsets.add(record.offset()));
                return offsets.contains(last);
            });
        }
        return offsets;
    }

    @ParameterizedTest
    @CsvSource({"classic, ", "classic, org.apache.kafka.clients.consumer.CooperativeStickyAssignor", "consumer, "})
    void a_foreign_member_takes_partitions_from_a_living_task_and_gives_them_back(String protocol, String assignor)
            throws Exception {
        broker.log().create(topic, PARTITIONS);
        for (int number = 0; number < PARTITIONS; number++) {
            TestClients.produce(broker.bootstrapServers(), topic, number, 2);
        }
        Map<String, String> connector = assignor == null
                ? Map.of("consumer.override.group.protocol", protocol)
                : Map.of("consumer.override.partition.assignment.strategy", assignor);
        Map<String, String> settings = ForeignMember.sharedSettings(Map.of(), connector);
        assertThat(settings).hasSize(1);
        try (KafkaConsumer<byte[], byte[]> task = task(settings)) {
            TestClients.subscribed(task, topic, PARTITIONS);
            task.commitSync(Map.of(partition, new OffsetAndMetadata(1)));
            try (ForeignMember foreign =
                    ForeignMember.join(broker.bootstrapServers(), group, List.of(topic), settings)) {
                Eventually.holds("the foreign member has its share and the task the rest", () -> {
                    task.poll(Duration.ofMillis(20));
                    Set<TopicPartition> together = new HashSet<>(foreign.partitions());
                    together.addAll(task.assignment());
                    return foreign.partitions().size() == 2
                            && task.assignment().size() == 2
                            && together.equals(TestClients.all(topic, PARTITIONS));
                });
                assertThat(foreign.awaitPartitions(PATIENCE)).hasSize(2);
                assertThat(foreign)
                        .hasToString("foreign member of " + group + " with "
                                + foreign.partitions().stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .reduce((a, b) -> a + ", " + b)
                                        .orElseThrow());

                List<ForeignMember.Assignment> held = foreign.leave();
                assertThat(held)
                        .anySatisfy(some -> assertThat(some.partitions()).hasSize(2));
                assertThat(foreign.partitions()).isEmpty();
            }
            TestClients.awaitAssignment(task, TestClients.all(topic, PARTITIONS));
        }
        assertThat(broker.log().committed(group, topic))
                .as("the foreign member commits nothing")
                .isEqualTo(Map.of(0, 1L));
    }

    @Test
    void a_foreign_member_that_gets_nothing_says_so() throws Exception {
        broker.log().create(topic, 1);
        Map<String, String> sticky =
                Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        try (KafkaConsumer<byte[], byte[]> task = task(sticky);
                ForeignMember other =
                        ForeignMember.join(broker.bootstrapServers(), group, List.of("no-such-topic"), sticky)) {
            TestClients.subscribed(task, topic, 1);
            assertThatThrownBy(() -> other.awaitPartitions(Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("waited 200 ms for a partition of group " + group);
        }
    }

    @Test
    void a_member_with_another_assignor_is_refused_and_says_why() throws Exception {
        broker.log().create(topic, 1);
        Map<String, String> sticky =
                Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        try (KafkaConsumer<byte[], byte[]> task = task(sticky)) {
            TestClients.subscribed(task, topic, 1);
            ForeignMember other = ForeignMember.join(
                    broker.bootstrapServers(),
                    group,
                    List.of(topic),
                    Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RoundRobinAssignor"));
            assertThatThrownBy(() -> other.awaitPartitions(PATIENCE)).hasMessageContaining("incompatible");
            assertThatThrownBy(other::close).hasMessageContaining("failed");
        }
    }

    @ParameterizedTest
    @CsvSource({"kill", "shutDown"})
    void a_broker_that_ends_comes_back_with_its_data_and_addresses(String how) throws Exception {
        broker.log().create(topic, 1);
        TestClients.produce(broker.bootstrapServers(), topic, 0, 3);
        String address = broker.proxy().bootstrapServers();
        try (KafkaConsumer<byte[], byte[]> task = task(Map.of());
                KafkaProducer<byte[], byte[]> producer =
                        TestClients.producer(broker.proxy().bootstrapServers(), Map.of())) {
            TestClients.subscribed(task, topic, 1);
            task.commitSync(Map.of(partition, new OffsetAndMetadata(2)));
            if (how.equals("kill")) {
                broker.kill();
            } else {
                broker.shutDown();
            }
            assertThat(broker.alive()).isFalse();
            // To send is to wait for the broker as well: a client whose only broker is gone forgets what it knew of
            // topics.
            Future<Long> sent = CompletableFuture.supplyAsync(
                    () -> offset(producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {3}))));

            long start = System.nanoTime();
            broker.restart();
            System.getLogger(KafkaOperationsIT.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "broker back after {0} in {1} ms",
                            how,
                            (System.nanoTime() - start) / 1_000_000);

            assertThat(sent.get(60, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(broker.proxy().bootstrapServers()).isEqualTo(address);
            Eventually.holds("the member goes on", () -> {
                task.poll(Duration.ofMillis(20));
                task.commitSync(Map.of(partition, new OffsetAndMetadata(4)), Duration.ofSeconds(2));
                return true;
            });
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 4L));
        }
        assertThatThrownBy(() -> broker.restart())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs already");
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get(60, TimeUnit.SECONDS).offset();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void a_paused_broker_answers_nobody_and_goes_on_where_it_was() throws Exception {
        broker.log().create(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer =
                TestClients.producer(broker.proxy().bootstrapServers(), Map.of())) {
            producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {0})).get(30, TimeUnit.SECONDS);
            broker.pause();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}));
            assertThatThrownBy(() -> sent.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            broker.resume();
            assertThat(sent.get(60, TimeUnit.SECONDS).offset()).isEqualTo(1);
        }
    }
}
