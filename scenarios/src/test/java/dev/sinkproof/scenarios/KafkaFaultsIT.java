package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka is disturbed under an unmodified connector: its requests by kind and client, and the broker as a whole. */
@Tag("full")
class KafkaFaultsIT {
    /** An answer that the broker had sent is heard a moment later; that it goes on is noted a moment after it does. */
    private static final long ON_ITS_WAY_MICROS = 500_000;

    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        // The exactly-once mode ends a task that another one has fenced, and somebody has to restart it: that is
        // PARTIAL.
        run = new FaultRun(out, Subjects.bundled("jdbc-idempotent"), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "2 | kafka.refuse api=OFFSET_COMMIT error=REBALANCE_IN_PROGRESS which=times n=2 @ task.put.enter#2",
                "2 | kafka.refuse api=OFFSET_COMMIT error=COORDINATOR_NOT_AVAILABLE which=times n=2 @ task.put.enter#2",
                "1 | kafka.lose_answer api=OFFSET_COMMIT which=once @ task.put.enter#2",
                "3 | kafka.disconnect api=FETCH which=times n=3 @ task.put.enter#2",
                "4 | kafka.delay api=FETCH millis=300 which=times n=4 @ task.put.enter#2",
                "1 | kafka.refuse api=FIND_COORDINATOR,OFFSET_COMMIT error=COORDINATOR_NOT_AVAILABLE @ task.put.enter#2 until +2000"
            })
    void bearsAndHeals(int times, String fault) throws IOException {
        Passed passed = run.held(1, fault);

        assertThat(passed.named(EventNames.KAFKA_DISTURBED)).hasSize(1);
        List<TimelineEvent> met = passed.named(EventNames.KAFKA_RULE_FIRED);
        assertThat(met).as("requests that met the rule").hasSizeGreaterThanOrEqualTo(times);
        TimelineEvent last = met.get(met.size() - 1);
        assertThat(passed.named("offset.commit.ack"))
                .as("commits go well again")
                .anyMatch(ack -> ack.epochMicros() > last.epochMicros()
                        && "none".equals(ack.attributes().get("error")));
    }

    @Test
    void aRefusedCommitIsHeardOfAndMadeUpFor() throws IOException {
        Passed passed = run.held(
                1,
                "kafka.refuse api=OFFSET_COMMIT error=UNKNOWN_MEMBER_ID which=times n=1 @ task.put.enter#2 empty=false");

        assertThat(passed.named("offset.commit.ack"))
                .as("Connect is told")
                .anyMatch(ack -> !"none".equals(ack.attributes().get("error")));
    }

    @Test
    void aGroupMemberWhoseHeartbeatsVanishIsThrownOutAndComesBack() throws IOException {
        Passed passed = run.held(
                1,
                "kafka.blackhole api=HEARTBEAT @ task.put.enter#2 until rebalance.lost",
                "n: noop after fault-1.healed");

        assertThat(passed.named("rebalance.lost")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker.kill @ task.put.enter#3",
                "broker.stop @ task.put.enter#3",
                "broker.pause @ task.put.enter#3 until +1500"
            })
    void theBrokerGoesAndComesBack(String fault) throws IOException {
        Passed passed = run.held(1, fault);

        TimelineEvent gone =
                passed.first(EventNames.BROKER_KILLED, EventNames.BROKER_STOPPED, EventNames.BROKER_PAUSED);
        TimelineEvent ready = passed.named(EventNames.BROKER_READY).get(0);
        assertThat(passed.named("offset.commit.ack"))
                .as("nothing is committed while it is away")
                .noneMatch(ack -> ack.epochMicros() > gone.epochMicros() + ON_ITS_WAY_MICROS
                        && ack.epochMicros() < ready.epochMicros() - ON_ITS_WAY_MICROS
                        && "none".equals(ack.attributes().get("error")))
                .as("and everything afterwards")
                .anyMatch(ack -> ack.epochMicros() > ready.epochMicros()
                        && "none".equals(ack.attributes().get("error")));
    }

    @Test
    void aRuleThatNoRequestMetHasNotBeenDone() throws IOException {
        FaultRun.Ended ended = run.run(1, "kafka.refuse api=OFFSET_COMMIT client=nobody @ task.put.enter#2 until +100");

        assertThat(ended.result().faults().get(0).status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(ended.result().faults().get(0).detail()).contains("no request of nobody");
        assertThat(ended.result().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }
}
