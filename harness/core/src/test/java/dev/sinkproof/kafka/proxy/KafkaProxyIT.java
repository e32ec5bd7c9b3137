package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.environment.embedded.LoneBroker;
import dev.sinkproof.kafka.TestClients;
import dev.sinkproof.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules do to Kafka's own clients with a real broker, in both group protocols. */
@Timeout(180)
@Tag("slow")
class KafkaProxyIT {
    private static final RecordingProxyListener LISTENER = new RecordingProxyListener();

    @TempDir
    private static Path workspace;

    private static LoneBroker broker;
    private static int topics;

    private final String topic = "topic-" + ++topics;
    private final String group = "connect-" + topic;
    private final String task = "connector-consumer-" + topic + "-0";
    private final TopicPartition partition = new TopicPartition(topic, 0);

    @BeforeAll
    static void start() throws Exception {
        broker = LoneBroker.start(workspace, LISTENER);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @AfterEach
    void heal() {
        broker.proxy().heal();
        assertThat(LISTENER.problems()).isEmpty();
    }

    private ArmedRule arm(RequestMatch match, Calls calls, KafkaAction action) {
        return broker.proxy().arm(new KafkaRule(topic, match, calls, action));
    }

    private RequestMatch fromTask(ApiKeys... apis) {
        return RequestMatch.of(apis).fromClient("connector-consumer-" + topic + "-*");
    }

    private KafkaConsumer<byte[], byte[]> consumer(String protocol) {
        return TestClients.consumer(broker.proxy().bootstrapServers(), protocol, group, task, Map.of());
    }

    /** A member that is told it is none joins under another id; the coordinator waits for the one before to be heard of. */
    private KafkaConsumer<byte[], byte[]> soonForgotten(String protocol) throws Exception {
        broker.log().create(topic, 1);
        return TestClients.consumer(
                broker.proxy().bootstrapServers(),
                protocol,
                group,
                task,
                protocol.equals("classic") ? Map.of("session.timeout.ms", "3000") : Map.of());
    }

    private KafkaConsumer<byte[], byte[]> member(String protocol) throws Exception {
        broker.log().create(topic, 1);
        return TestClients.subscribed(consumer(protocol), topic, 1);
    }

    private Map<TopicPartition, OffsetAndMetadata> offset(long next) {
        return Map.of(partition, new OffsetAndMetadata(next));
    }

    /** The outcome of an asynchronous commit: null while there is none. */
    private AtomicReference<Object> commit(KafkaConsumer<byte[], byte[]> consumer, long next) {
        AtomicReference<Object> outcome = new AtomicReference<>();
        consumer.commitAsync(offset(next), (offsets, exception) -> outcome.set(exception == null ? "done" : exception));
        return outcome;
    }

    private void await(String what, KafkaConsumer<byte[], byte[]> consumer, Callable<Boolean> holds) {
        Eventually.holds(what, () -> {
            consumer.poll(Duration.ofMillis(20));
            return holds.call();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_refused_commit_is_not_in_the_log_and_the_next_one_is(String protocol) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = soonForgotten(protocol)) {
            TestClients.subscribed(consumer, topic, 1);
            ArmedRule rule = arm(
                    fromTask(ApiKeys.OFFSET_COMMIT).ofGroup(group).ofPartition(topic, 0),
                    Calls.always(),
                    KafkaAction.refuse(Errors.UNKNOWN_MEMBER_ID));
            assertThatThrownBy(() -> consumer.commitSync(offset(5))).hasMessageContaining("ommit");
            assertThat(broker.log().committed(group, topic)).isEmpty();
            assertThat(rule.fired()).isPositive();

            rule.remove();
            TestClients.awaitAssignment(consumer, TestClients.all(topic, 1));
            await("a commit is taken", consumer, () -> {
                consumer.commitSync(offset(6));
                return true;
            });
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 6L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "classic, COORDINATOR_NOT_AVAILABLE",
        "classic, REQUEST_TIMED_OUT",
        "consumer, COORDINATOR_NOT_AVAILABLE",
        "consumer, NOT_COORDINATOR"
    })
    void a_commit_refused_for_a_moment_is_tried_again(String protocol, Errors error) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            ArmedRule rule = arm(fromTask(ApiKeys.OFFSET_COMMIT), Calls.times(2), KafkaAction.refuse(error));
            consumer.commitSync(offset(5));
            assertThat(rule.fired()).isEqualTo(2);
            assertThat(rule.matched()).isEqualTo(3);
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 5L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_commit_whose_acknowledgement_is_lost_is_in_the_log(String protocol) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            ArmedRule rule = arm(fromTask(ApiKeys.OFFSET_COMMIT), Calls.once(), KafkaAction.dropAnswer());
            AtomicReference<Object> outcome = commit(consumer, 5);
            await("the acknowledgement is lost", consumer, () -> rule.fired() == 1);
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 5L));
            await("the client hears something", consumer, () -> outcome.get() != null);
            consumer.commitSync(offset(6));
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 6L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void an_acknowledgement_is_held_while_anything_may_happen(String protocol) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            OpenGate gate = new OpenGate();
            arm(fromTask(ApiKeys.OFFSET_COMMIT), Calls.once(), KafkaAction.hold(Side.ANSWER, gate));
            AtomicReference<Object> outcome = commit(consumer, 5);
            assertThat(gate.awaitHeld().clientId()).isEqualTo(task);
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 5L));
            assertThat(outcome).hasNullValue();
            gate.open(Verdict.PROCEED);
            await("the client hears of it", consumer, () -> "done".equals(outcome.get()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void a_commit_on_a_cut_connection_is_not_in_the_log(String protocol) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            ArmedRule rule = arm(fromTask(ApiKeys.OFFSET_COMMIT), Calls.always(), KafkaAction.disconnect());
            AtomicReference<Object> outcome = commit(consumer, 5);
            await("the commit fails", consumer, () -> outcome.get() != null);
            assertThat(outcome.get()).isInstanceOf(Exception.class);
            assertThat(rule.fired()).isPositive();
            assertThat(broker.log().committed(group, topic)).isEmpty();
            rule.remove();
            consumer.commitSync(offset(6));
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 6L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "classic, FIND_COORDINATOR, COORDINATOR_NOT_AVAILABLE",
        "classic, JOIN_GROUP, COORDINATOR_LOAD_IN_PROGRESS",
        "classic, SYNC_GROUP, REBALANCE_IN_PROGRESS",
        "classic, OFFSET_FETCH, COORDINATOR_LOAD_IN_PROGRESS",
        "consumer, FIND_COORDINATOR, COORDINATOR_NOT_AVAILABLE",
        "consumer, CONSUMER_GROUP_HEARTBEAT, COORDINATOR_LOAD_IN_PROGRESS",
        "consumer, OFFSET_FETCH, COORDINATOR_LOAD_IN_PROGRESS"
    })
    void a_member_that_is_refused_joins_later(String protocol, ApiKeys api, Errors error) throws Exception {
        ArmedRule rule = arm(fromTask(api).ofGroup(group), Calls.once(), KafkaAction.refuse(error));
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            await("the request is refused", consumer, () -> rule.fired() == 1);
            await("it is asked again", consumer, () -> rule.matched() > 1);
            assertThat(consumer.assignment()).containsExactly(partition);
        }
    }

    @ParameterizedTest
    @CsvSource({"classic, HEARTBEAT", "consumer, CONSUMER_GROUP_HEARTBEAT"})
    void a_member_that_is_told_it_is_none_joins_again(String protocol, ApiKeys api) throws Exception {
        AtomicInteger lost = new AtomicInteger();
        try (KafkaConsumer<byte[], byte[]> consumer = soonForgotten(protocol)) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsLost(Collection<TopicPartition> partitions) {
                    lost.incrementAndGet();
                }
            });
            TestClients.awaitAssignment(consumer, TestClients.all(topic, 1));
            ArmedRule rule =
                    arm(fromTask(api).ofGroup(group), Calls.once(), KafkaAction.refuse(Errors.UNKNOWN_MEMBER_ID));
            await("its partitions are lost", consumer, () -> lost.get() == 1);
            assertThat(rule.fired()).isEqualTo(1);
            TestClients.awaitAssignment(consumer, TestClients.all(topic, 1));
        }
    }

    @Test
    void a_member_whose_leaving_is_refused_stays_until_its_session_ends() throws Exception {
        ArmedRule rule = arm(
                fromTask(ApiKeys.LEAVE_GROUP).ofGroup(group),
                Calls.always(),
                KafkaAction.refuse(Errors.NOT_COORDINATOR));
        try (KafkaConsumer<byte[], byte[]> consumer = TestClients.consumer(
                broker.proxy().bootstrapServers(), "classic", group, task, Map.of("session.timeout.ms", "1500"))) {
            broker.log().create(topic, 1);
            TestClients.subscribed(consumer, topic, 1);
        }
        assertThat(rule.fired()).isPositive();
        assertThat(broker.log().hasNoMembers(group)).isFalse();
        Eventually.holds("the session has ended", () -> broker.log().hasNoMembers(group));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void fetches_that_fail_deliver_nothing_until_healed(String protocol) throws Exception {
        Set<Long> read = new HashSet<>();
        long end = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol)) {
            for (KafkaAction action : List.of(
                    KafkaAction.refuse(Errors.UNKNOWN_SERVER_ERROR),
                    KafkaAction.disconnect(),
                    KafkaAction.blackHole())) {
                ArmedRule rule = arm(fromTask(ApiKeys.FETCH), Calls.always(), action);
                // A fetch that was under way is answered still: without new records, for there are none yet.
                pollUntil("a fetch is acted on by " + action, consumer, read, () -> rule.fired() > 0);
                TestClients.produce(broker.bootstrapServers(), topic, 0, 3);
                long firedBefore = rule.fired();
                pollUntil(
                        "another fetch is acted on by " + action,
                        consumer,
                        read,
                        // On a mute connection none follows.
                        () -> action instanceof Silence || rule.fired() > firedBefore);
                assertThat(read).as(action.toString()).doesNotContain(end, end + 1, end + 2);
                rule.remove();
                // A client whose only broker hung up may join again, and read again what it has not committed.
                long last = end + 2;
                pollUntil("the records are read after " + action, consumer, read, () -> read.contains(last));
                end += 3;
            }
        }
        assertThat(read).hasSize(9);
    }

    private static void pollUntil(
            String what, KafkaConsumer<byte[], byte[]> consumer, Set<Long> read, Callable<Boolean> holds) {
        Eventually.holds(what, () -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                read.add(record.offset());
            }
            return holds.call();
        });
    }

    private Future<RecordMetadata> send(KafkaProducer<byte[], byte[]> producer) {
        return producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}));
    }

    @Test
    void a_refused_produce_is_tried_again_and_a_lost_acknowledgement_writes_once() throws Exception {
        broker.log().create(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer =
                TestClients.producer(broker.proxy().bootstrapServers(), Map.of("client.id", task))) {
            ArmedRule refused = arm(
                    fromTask(ApiKeys.PRODUCE).ofTopic(topic),
                    Calls.times(2),
                    KafkaAction.refuse(Errors.NOT_ENOUGH_REPLICAS));
            assertThat(send(producer).get(30, TimeUnit.SECONDS).offset()).isZero();
            assertThat(refused.matched()).isEqualTo(3);
            refused.remove();

            ArmedRule lost = arm(fromTask(ApiKeys.PRODUCE), Calls.once(), KafkaAction.dropAnswer());
            assertThat(send(producer).get(30, TimeUnit.SECONDS).offset()).isEqualTo(1);
            assertThat(lost.matched()).isEqualTo(2);
            assertThat(broker.log().endOffsets(topic, 1)).isEqualTo(Map.of(0, 2L));
        }
    }

    @Test
    void a_producer_without_idempotence_writes_twice_when_its_acknowledgement_is_lost() throws Exception {
        broker.log().create(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer = TestClients.producer(
                broker.proxy().bootstrapServers(), Map.of("client.id", task, "enable.idempotence", false))) {
            arm(fromTask(ApiKeys.PRODUCE), Calls.once(), KafkaAction.dropAnswer());
            send(producer).get(30, TimeUnit.SECONDS);
            assertThat(broker.log().endOffsets(topic, 1)).isEqualTo(Map.of(0, 2L));
        }
    }

    @Test
    void transactions_that_are_refused_for_a_moment_end_well() throws Exception {
        broker.log().create(topic, 1);
        List<ArmedRule> rules = broker.proxy()
                .arm(List.of(
                        rule(ApiKeys.FIND_COORDINATOR, Errors.COORDINATOR_NOT_AVAILABLE),
                        rule(ApiKeys.INIT_PRODUCER_ID, Errors.COORDINATOR_LOAD_IN_PROGRESS),
                        rule(ApiKeys.END_TXN, Errors.CONCURRENT_TRANSACTIONS)));
        try (KafkaProducer<byte[], byte[]> producer = TestClients.producer(
                broker.proxy().bootstrapServers(), Map.of("client.id", task, "transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> sent = send(producer);
            producer.commitTransaction();
            assertThat(sent.get(30, TimeUnit.SECONDS).offset()).isZero();
        }
        assertThat(rules).extracting(ArmedRule::fired).containsExactly(1L, 1L, 1L);
    }

    private KafkaRule rule(ApiKeys api, Errors error) {
        return new KafkaRule(api.name(), fromTask(api), Calls.once(), KafkaAction.refuse(error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void an_unreachable_coordinator_stops_its_group_only(String protocol) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = member(protocol);
                KafkaConsumer<byte[], byte[]> other = TestClients.consumer(
                        broker.proxy().bootstrapServers(), protocol, group + "-other", task, Map.of())) {
            TestClients.subscribed(other, topic, 1);
            List<ArmedRule> rules = broker.proxy().arm(CoordinatorUnreachable.of(group));
            AtomicReference<Object> outcome = commit(consumer, 5);
            await("the commit fails", consumer, () -> outcome.get() != null);
            assertThat(outcome.get()).isInstanceOf(Exception.class);
            await(
                    "the coordinator is sought in vain",
                    consumer,
                    () -> rules.get(0).fired() > 1);
            assertThat(broker.log().committed(group, topic)).isEmpty();
            other.commitSync(offset(1));

            rules.forEach(ArmedRule::remove);
            await("a commit is taken", consumer, () -> {
                consumer.commitSync(offset(6));
                return true;
            });
            assertThat(broker.log().committed(group, topic)).isEqualTo(Map.of(0, 6L));
        }
    }
}
