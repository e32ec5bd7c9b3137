package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.process.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KafkaProxyTest {
    private static final byte DONE = 42;

    private final RecordingProxyListener listener = new RecordingProxyListener();
    private FakeBroker broker;
    private KafkaProxy proxy;
    private FakeClient client;

    @BeforeEach
    void open() throws IOException {
        broker = new FakeBroker();
        proxy = KafkaProxy.open(
                broker.address(),
                id -> id.equals(SampleRequests.ID) ? Optional.of("topic-by-id") : Optional.empty(),
                listener);
        client = new FakeClient(proxy.port());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        assertThat(proxy.connections()).isZero();
        broker.close();
    }

    private ArmedRule arm(ApiKeys api, Calls calls, KafkaAction action) {
        return proxy.arm(new KafkaRule("rule", RequestMatch.of(api), calls, action));
    }

    private ArmedRule arm(KafkaAction action) {
        return arm(ApiKeys.HEARTBEAT, Calls.always(), action);
    }

    private void answered(int correlationId) throws IOException {
        ByteBuffer answer = client.answer();
        assertThat(answer)
                .isEqualTo(
                        ByteBuffer.allocate(5).putInt(correlationId).put(DONE).flip());
    }

    private void roundTrip(int correlationId) throws Exception {
        client.heartbeat(correlationId);
        FakeBroker.Received received = broker.next();
        assertThat(received.correlationId()).isEqualTo(correlationId);
        received.answer(DONE);
        answered(correlationId);
    }

    @Test
    void without_rules_bytes_pass_as_they_are() throws Exception {
        for (ApiKeys api : List.of(ApiKeys.PRODUCE, ApiKeys.FETCH, ApiKeys.OFFSET_COMMIT, ApiKeys.API_VERSIONS)) {
            ByteBuffer frame = SampleRequests.frame(api, api.latestVersion());
            client.send(frame.duplicate());
            FakeBroker.Received received = broker.next();
            assertThat(received.frame()).isEqualTo(frame);
            received.answer(DONE);
            answered(SampleRequests.CORRELATION_ID);
        }
        assertThat(listener.problems).isEmpty();
    }

    @Test
    void requests_of_unknown_kinds_pass_and_are_answered() throws Exception {
        arm(KafkaAction.disconnect());
        ByteBuffer unknown = ByteBuffer.allocate(20)
                .putShort((short) 9999)
                .putShort((short) 3)
                .putInt(5)
                .rewind();
        client.send(unknown.duplicate());
        FakeBroker.Received received = broker.next();
        assertThat(received.frame()).isEqualTo(unknown);
        received.answer(DONE);
        answered(5);
        assertThat(listener.problems).singleElement().asString().contains("unknown kind or version");
    }

    @Test
    void what_is_not_kafka_ends_the_connection() throws Exception {
        client.send(ByteBuffer.allocate(2));
        assertThat(client.closedByProxy()).isTrue();
        assertThat(listener.problems).singleElement().asString().contains("cannot be Kafka's");
    }

    @Test
    void a_refused_request_does_not_reach_the_broker_and_healing_lets_it() throws Exception {
        ArmedRule rule = arm(KafkaAction.refuse(Errors.REBALANCE_IN_PROGRESS));

        RequestHeader request = client.heartbeat(1);

        assertThat(((HeartbeatResponse) client.answer(request)).error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(listener.fired).singleElement().satisfies(event -> {
            assertThat(event.done()).isEqualTo("refuse with REBALANCE_IN_PROGRESS");
            assertThat(event.hit())
                    .isEqualTo(new RuleHit(
                            "rule", 1, Side.REQUEST, 1, SampleRequests.CLIENT, ApiKeys.HEARTBEAT, (short) 4, 1));
        });
        rule.remove();
        roundTrip(2);
        assertThat(rule.fired()).isEqualTo(1);
    }

    @Test
    void answers_keep_the_order_of_requests() throws Exception {
        arm(ApiKeys.HEARTBEAT, Calls.onCall(2), KafkaAction.refuse(Errors.NOT_COORDINATOR));
        client.heartbeat(1);
        RequestHeader second = client.heartbeat(2);
        client.heartbeat(3);
        FakeBroker.Received first = broker.next();
        FakeBroker.Received third = broker.next();
        assertThat(third.correlationId()).isEqualTo(3);
        assertThat(client.idle()).isTrue();

        first.answer(DONE);
        answered(1);
        assertThat(((HeartbeatResponse) client.answer(second)).error()).isEqualTo(Errors.NOT_COORDINATOR);
        third.answer(DONE);
        answered(3);
    }

    @Test
    void a_produce_that_wants_no_answer_keeps_nobody_waiting() throws Exception {
        ArmedRule rule = arm(KafkaAction.refuse(Errors.NOT_COORDINATOR));
        client.send(ApiKeys.PRODUCE, (short) 9, 1, new ProduceRequestData().setAcks((short) 0));
        assertThat(broker.next().correlationId()).isEqualTo(1);
        RequestHeader second = client.heartbeat(2);
        assertThat(((HeartbeatResponse) client.answer(second)).error()).isEqualTo(Errors.NOT_COORDINATOR);

        rule.remove();
        ArmedRule atAnswer = arm(ApiKeys.PRODUCE, Calls.always(), KafkaAction.dropAnswer());
        client.send(ApiKeys.PRODUCE, (short) 9, 3, new ProduceRequestData().setAcks((short) 0));
        assertThat(broker.next().correlationId()).isEqualTo(3);
        assertThat(atAnswer.matched()).isZero();

        arm(ApiKeys.PRODUCE, Calls.always(), KafkaAction.refuse(Errors.NOT_LEADER_OR_FOLLOWER));
        client.send(ApiKeys.PRODUCE, (short) 9, 4, new ProduceRequestData().setAcks((short) 0));
        assertThat(client.closedByProxy()).isTrue();
    }

    @Test
    void calls_are_counted_over_all_connections() throws Exception {
        ArmedRule rule = arm(ApiKeys.HEARTBEAT, Calls.onCall(3), KafkaAction.disconnect());
        roundTrip(1);
        client.close();
        client = new FakeClient(proxy.port());
        roundTrip(1);
        client.heartbeat(2);
        assertThat(client.closedByProxy()).isTrue();
        assertThat(broker.idle()).isTrue();
        client.close();
        client = new FakeClient(proxy.port());
        roundTrip(1);
        assertThat(rule.matched()).isEqualTo(4);
        assertThat(rule.fired()).isEqualTo(1);
        assertThat(listener.fired).singleElement().satisfies(event -> {
            assertThat(event.hit().call()).isEqualTo(3);
            assertThat(event.hit().connection()).isEqualTo(2);
        });
    }

    @Test
    void times_acts_on_the_first_ones() throws Exception {
        arm(ApiKeys.HEARTBEAT, Calls.times(2), KafkaAction.refuse(Errors.UNKNOWN_MEMBER_ID));
        for (int correlationId = 1; correlationId <= 2; correlationId++) {
            assertThat(((HeartbeatResponse) client.answer(client.heartbeat(correlationId))).error())
                    .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        }
        roundTrip(3);
    }

    @Test
    void the_first_rule_that_acts_has_the_request() throws Exception {
        ArmedRule once = arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.refuse(Errors.NOT_COORDINATOR));
        ArmedRule always = arm(KafkaAction.refuse(Errors.UNKNOWN_MEMBER_ID));
        assertThat(((HeartbeatResponse) client.answer(client.heartbeat(1))).error())
                .isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(((HeartbeatResponse) client.answer(client.heartbeat(2))).error())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(once.matched()).isEqualTo(2);
        assertThat(always.matched()).isEqualTo(1);
    }

    @Test
    void a_lost_acknowledgement_reaches_the_broker_and_not_the_client() throws Exception {
        arm(KafkaAction.dropAnswer());
        client.heartbeat(1);
        FakeBroker.Received received = broker.next();
        assertThat(listener.fired).isEmpty();
        received.answer(DONE);
        assertThat(client.closedByProxy()).isTrue();
        assertThat(listener.fired).singleElement().extracting(RuleEvent::done).isEqualTo("disconnect");
    }

    @Test
    void an_answer_can_be_replaced_by_an_error() throws Exception {
        arm(ApiKeys.HEARTBEAT, Calls.once(), new Refuse(Errors.REQUEST_TIMED_OUT, Side.ANSWER));
        RequestHeader request = client.heartbeat(1);
        client.heartbeat(2);
        broker.next().answer(DONE);
        broker.next().answer(DONE);
        assertThat(((HeartbeatResponse) client.answer(request)).error()).isEqualTo(Errors.REQUEST_TIMED_OUT);
        answered(2);
    }

    @Test
    void a_black_hole_mutes_the_connection_until_the_rule_is_removed() throws Exception {
        ArmedRule rule = arm(ApiKeys.HEARTBEAT, Calls.onCall(2), KafkaAction.blackHole());
        client.heartbeat(1);
        client.heartbeat(2);
        client.heartbeat(3);
        FakeBroker.Received first = broker.next();
        Eventually.holds("the rule fired", () -> rule.fired() == 1);
        first.answer(DONE);
        answered(1);
        try (FakeClient other = new FakeClient(proxy.port())) {
            other.heartbeat(7);
            FakeBroker.Received received = broker.next();
            assertThat(received.correlationId()).isEqualTo(7);
            received.answer(DONE);
            assertThat(other.answer().getInt()).isEqualTo(7);

            rule.remove();
            assertThat(client.closedByProxy()).isTrue();
            other.heartbeat(8);
            assertThat(broker.next().correlationId()).isEqualTo(8);
        }
    }

    @Test
    void an_answer_that_never_comes_mutes_the_connection() throws Exception {
        ArmedRule rule = arm(ApiKeys.HEARTBEAT, Calls.once(), new Silence(Side.ANSWER));
        client.heartbeat(1);
        client.heartbeat(2);
        FakeBroker.Received first = broker.next();
        FakeBroker.Received second = broker.next();
        first.answer(DONE);
        second.answer(DONE);
        Eventually.holds("the rule fired", () -> rule.fired() == 1);
        rule.remove();
        assertThat(client.closedByProxy()).isTrue();
    }

    @Test
    void a_client_that_gives_up_ends_a_mute_connection() throws Exception {
        ArmedRule rule = arm(KafkaAction.blackHole());
        client.heartbeat(1);
        Eventually.holds("the rule fired", () -> rule.fired() == 1);
        client.close();
        Eventually.holds("the connection has ended", () -> proxy.connections() == 0);
    }

    @Test
    void a_request_is_held_until_the_gate_opens() throws Exception {
        OpenGate gate = new OpenGate();
        arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.hold(Side.REQUEST, gate));
        client.heartbeat(1);
        assertThat(gate.awaitHeld().correlationId()).isEqualTo(1);
        assertThat(listener.fired).singleElement().extracting(RuleEvent::done).isEqualTo("held");
        assertThat(broker.idle()).isTrue();

        gate.open(Verdict.PROCEED);
        broker.next().answer(DONE);
        answered(1);
        assertThat(listener.released)
                .singleElement()
                .extracting(RuleEvent::done)
                .isEqualTo("proceed");
        roundTrip(2);
    }

    @Test
    void an_answer_is_held_while_anything_may_happen() throws Exception {
        OpenGate gate = new OpenGate();
        arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.hold(Side.ANSWER, gate));
        RequestHeader request = client.heartbeat(1);
        broker.next().answer(DONE);
        gate.awaitHeld();
        assertThat(client.idle()).isTrue();

        gate.open(Verdict.refuse(Errors.ILLEGAL_GENERATION));
        assertThat(((HeartbeatResponse) client.answer(request)).error()).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(listener.released)
                .singleElement()
                .extracting(RuleEvent::done)
                .isEqualTo("refuse with ILLEGAL_GENERATION");
    }

    @Test
    void removing_a_rule_releases_what_it_holds_and_delays() throws Exception {
        OpenGate gate = new OpenGate();
        ArmedRule hold = arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.hold(Side.REQUEST, gate));
        client.heartbeat(1);
        gate.awaitHeld();
        hold.remove();
        broker.next().answer(DONE);
        answered(1);

        ArmedRule delay = arm(KafkaAction.delay(Duration.ofDays(1)));
        client.heartbeat(2);
        Eventually.holds("the request is delayed", () -> delay.fired() == 1);
        assertThat(broker.idle()).isTrue();
        delay.remove();
        broker.next().answer(DONE);
        answered(2);
        roundTrip(3);
    }

    @Test
    void a_delayed_request_arrives_so_much_later() throws Exception {
        arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.delay(Duration.ofMillis(150)));
        long start = System.nanoTime();
        roundTrip(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(listener.fired).singleElement().extracting(RuleEvent::done).isEqualTo("delayed by 150 ms");
    }

    @Test
    void closing_the_proxy_releases_everything() throws Exception {
        OpenGate gate = new OpenGate();
        arm(ApiKeys.HEARTBEAT, Calls.once(), KafkaAction.hold(Side.REQUEST, gate));
        ArmedRule hole = arm(KafkaAction.blackHole());
        client.heartbeat(1);
        gate.awaitHeld();
        try (FakeClient other = new FakeClient(proxy.port())) {
            other.heartbeat(1);
            Eventually.holds("the black hole fired", () -> hole.fired() == 1);
            proxy.close();
            assertThat(other.closedByProxy()).isTrue();
        }
        assertThat(client.closedByProxy()).isTrue();
        assertThatThrownBy(() -> arm(KafkaAction.disconnect())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_gate_that_fails_ends_the_connection_and_says_so() throws Exception {
        arm(KafkaAction.hold(Side.REQUEST, hit -> {
            throw new IllegalStateException("no idea");
        }));
        client.heartbeat(1);
        assertThat(client.closedByProxy()).isTrue();
        assertThat(listener.problems).singleElement().asString().contains("no idea");
    }

    @Test
    void a_refusal_that_cannot_be_told_is_a_problem_and_no_hit() throws Exception {
        ArmedRule rule = arm(ApiKeys.METADATA, Calls.always(), KafkaAction.refuse(Errors.NOT_CONTROLLER));
        client.send(ApiKeys.METADATA, (short) 9, 1, new MetadataRequestData().setTopics(null));
        broker.next().answer(DONE);
        answered(1);
        assertThat(rule.fired()).isZero();
        assertThat(listener.fired).isEmpty();
        assertThat(listener.problems).singleElement().asString().contains("no place for the error NOT_CONTROLLER");
    }

    @Test
    void only_matching_requests_are_acted_on() throws Exception {
        List<RequestMatch> others = List.of(
                RequestMatch.of(ApiKeys.HEARTBEAT).fromClient("some"),
                RequestMatch.of(ApiKeys.HEARTBEAT).fromClient("some.client"),
                RequestMatch.of(ApiKeys.HEARTBEAT).ofGroup("groups"),
                RequestMatch.of(ApiKeys.OFFSET_COMMIT).ofPartition("topic-by-id", 1),
                RequestMatch.of(ApiKeys.OFFSET_COMMIT).ofTopic("another-topic"));
        List<RequestMatch> matching = List.of(
                RequestMatch.of(ApiKeys.HEARTBEAT, ApiKeys.OFFSET_COMMIT).fromClient("s*-cli?nt"),
                RequestMatch.of(ApiKeys.HEARTBEAT, ApiKeys.OFFSET_COMMIT).fromClient(SampleRequests.CLIENT),
                RequestMatch.of(ApiKeys.HEARTBEAT).ofGroup("group"),
                RequestMatch.of(ApiKeys.OFFSET_COMMIT)
                        .ofGroup(SampleRequests.TEXT)
                        .ofPartition("topic-by-id", 0));
        List<ArmedRule> rules = proxy.arm(java.util.stream.Stream.concat(others.stream(), matching.stream())
                .map(match -> new KafkaRule(match.toString(), match, Calls.onCall(100), KafkaAction.disconnect()))
                .toList());

        roundTrip(1);
        client.send(SampleRequests.frame(ApiKeys.OFFSET_COMMIT, ApiKeys.OFFSET_COMMIT.latestVersion()));
        broker.next().answer(DONE);
        answered(SampleRequests.CORRELATION_ID);

        assertThat(rules).extracting(ArmedRule::matched).containsExactly(0L, 0L, 0L, 0L, 0L, 2L, 2L, 1L, 1L);
    }

    @Test
    void groups_and_partitions_are_found_in_every_version() {
        for (ApiKeys api : RequestFacts.NAMING_GROUPS) {
            // A sample's key type says transaction, its default says group; the sample of newer versions has several
            // keys.
            if (api != ApiKeys.FIND_COORDINATOR) {
                api.allVersions()
                        .forEach(version -> assertThat(sample(api, version)
                                        .names(RequestMatch.of(api).ofGroup(SampleRequests.TEXT)))
                                .as("group in " + api + " " + version)
                                .isTrue());
            }
        }
        for (ApiKeys api : RequestFacts.NAMING_PARTITIONS) {
            api.allVersions()
                    .forEach(version -> assertThat(List.of(SampleRequests.TEXT, "by-id"))
                            .as("partition in " + api + " " + version)
                            .anyMatch(topic -> sample(api, version)
                                    .names(RequestMatch.of(api).ofPartition(topic, 0))));
        }
    }

    private static Request sample(ApiKeys api, short version) {
        ByteBuffer frame = SampleRequests.frame(api, version);
        return Request.read(
                frame,
                frame::duplicate,
                (Uuid id) -> id.equals(SampleRequests.ID) ? Optional.of("by-id") : Optional.empty());
    }

    @Test
    void rules_that_could_never_match_are_refused() {
        assertThatThrownBy(() -> RequestMatch.of(ApiKeys.FETCH).ofTopic("topic"))
                .hasMessageContaining("FETCH")
                .hasMessageContaining("only what changed");
        assertThatThrownBy(() ->
                        RequestMatch.of(ApiKeys.PRODUCE, ApiKeys.HEARTBEAT).ofGroup("group"))
                .hasMessageContaining("[PRODUCE] do not name consumer groups");
        assertThatThrownBy(() -> new RequestMatch(Set.of(), null, null, null, null))
                .hasMessageContaining("at least one kind");
        assertThatThrownBy(() -> new RequestMatch(Set.of(ApiKeys.PRODUCE), null, null, null, 1))
                .hasMessageContaining("of which topic");
    }

    @Test
    void calls_are_read_as_they_are_written() {
        for (String text : List.of("once", "always", "onCall(3)", "times(4)")) {
            assertThat(Calls.parse(text)).hasToString(text);
        }
        assertThatThrownBy(() -> Calls.parse("twice")).hasMessageContaining("none of once, onCall(n)");
        assertThatThrownBy(() -> Calls.parse("onCall(0)")).hasMessageContaining("counted from 1");
    }

    @Test
    void a_broker_that_is_not_there_shows_as_a_reset() throws Exception {
        broker.close();
        try (FakeClient late = new FakeClient(proxy.port())) {
            assertThat(late.closedByProxy()).isTrue();
        }
    }
}
