package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link to the target is disturbed under an unmodified connector; healed, everything arrives exactly once. */
@Tag("full")
class LinkFaultsIT {
    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        run = new FaultRun(out, Subjects.bundled("jdbc-exactly-once"), EmbeddedSuite.SIZES);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    /** Each has its own effect proven where the link is tested; here it must be borne and healed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "link.latency latency=50 jitter=10 stream=upstream @ target.request#2 durable=true until +1500",
                "link.bandwidth rate=200 stream=upstream @ target.request#2 durable=true until +1500",
                "link.slicer average_size=2000 size_variation=500 delay=10 @ target.request#2 durable=true until +1000",
                "link.limit_data bytes=300000 stream=upstream @ target.connect#1",
                "link.reset_peer timeout=0 @ target.ack#2 durable=true until target.connect#2",
                "link.timeout timeout=500 @ target.ack#2 durable=true until target.connect#1",
                "link.slow_close delay=200 @ target.ack#2 durable=true",
                "link.down @ target.ack#2 durable=true until +1500",
                "link.reset @ target.ack#2 durable=true"
            })
    void bearsAndHeals(String fault) throws IOException {
        Passed passed = run.held(1, fault);

        assertThat(passed.named(EventNames.LINK_DISTURBED)).isNotEmpty();
    }

    /** Whatever went over the link in runs before. */
    @Test
    void firesAfterSoManyBytesOfItsOwnRun() throws IOException {
        long bytes = 200_000;
        for (int time = 1; time <= 2; time++) {
            Passed passed = run.held(1, "b: noop @ target.request#1 durable=true linkBytesToTarget=>=" + bytes);

            TimelineEvent fired = passed.passingOf("b");
            assertThat(bytes(fired)).isGreaterThanOrEqualTo(bytes);
            assertThat(passed.named("target.request"))
                    .filteredOn(request ->
                            "true".equals(request.attributes().get("durable")) && request.sequence() < fired.sequence())
                    .isNotEmpty()
                    .allMatch(request -> bytes(request) < bytes);
        }
    }

    private static long bytes(TimelineEvent request) {
        return Long.parseLong(request.attributes().get("linkBytesToTarget"));
    }

    @Test
    void aRequestThatIsSwallowedIsNotInTheTargetUntilItIsSentAgain() throws IOException {
        // The connector waits for an answer that never comes, until its connection breaks.
        Passed passed = run.held(
                1,
                "d: request.drop @ target.request#2 durable=true table=${target.table}",
                "r: link.reset after d +500");

        assertThat(passed.named("link.closed")).isNotEmpty();
    }

    @Test
    void anAnswerThatIsSwallowedIsInTheTargetAndIsWrittenAgainOnlyOnce() throws IOException {
        Passed passed = run.held(
                1,
                "d: request.drop @ target.ack#2 durable=true table=${target.table} outcome=ok",
                "r: link.reset after d +500");

        assertThat(passed.named("link.closed")).isNotEmpty();
        assertThat(passed.ofTheSameThread(passed.passingOf("d")))
                .as("nothing more on that connection")
                .extracting(TimelineEvent::name)
                .doesNotContain("target.request", "target.ack");
    }

    /** Nothing goes through for a while, and nobody is told; healed, the connections are closed, as Toxiproxy does it. */
    @Test
    void aBlackHoleSwallowsEverythingUntilItIsHealed() throws IOException {
        Passed passed = run.held(1, "b: link.timeout timeout=0 @ target.ack#2 durable=true outcome=ok until +2000");

        TimelineEvent fired = passed.passingOf("b");
        assertThat(passed.named("link.closed"))
                .filteredOn(event -> event.epochMicros() > fired.epochMicros())
                .isNotEmpty()
                .allMatch(event -> event.epochMicros() >= fired.epochMicros() + 2_000_000);
        assertThat(passed.named("target.connect"))
                .as("the connector comes again")
                .anyMatch(event -> event.epochMicros() > fired.epochMicros() + 2_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.cut @ target.request#2 durable=true",
                "request.cut @ target.ack#2 durable=true outcome=ok",
                "request.cut_midway percent=50 @ target.request#2 durable=true",
                "request.cut_midway percent=50 @ target.ack#2 durable=true outcome=ok",
                "request.answer sqlstate=40001 message=conflict @ target.request#2 durable=true",
                "request.answer sqlstate=53300 severity=FATAL @ target.ack#2 durable=true outcome=ok"
            })
    void retriesWhatWasCutOrRefused(String fault) throws IOException {
        Passed passed = run.held(1, fault);

        assertThat(passed.named(EventNames.LINK_DISTURBED)).hasSize(1);
        assertThat(passed.count("task.put.enter")).isGreaterThan(2);
    }
}
