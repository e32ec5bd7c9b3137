package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of an unmodified connector throw, wait, and outlast their group, exactly where they are told to. */
@Tag("full")
class TaskFaultsIT {
    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        // Short enough to be outlasted in a test; a held thread leaves its group after this time. The exactly-once mode
        // ends
        // a task that wakes up and finds itself fenced, and somebody has to restart it: that is PARTIAL.
        run = new FaultRun(
                out,
                Subjects.with("jdbc-idempotent", "consumer.override.max.poll.interval.ms=3000"),
                EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    /** Behind the rebalances of the start, in which a batch is dropped and read again with others. */
    @Test
    void aRetriableExceptionHasTheSameBatchDeliveredAgain() throws IOException {
        Passed passed = run.held(1, "task.throw throwable=retriable @ task.put.enter#first2 partition=0 offset=>=1000");

        List<TimelineEvent> threw = passed.named(EventNames.FAULT_FIRED);
        assertThat(threw).hasSize(2);
        for (TimelineEvent event : threw) {
            assertThat(passed.named("task.put.enter"))
                    .as("the batch of %s is put again by the same task", event)
                    .filteredOn(put -> event.spans().equals(put.spans())
                            && event.task().equals(put.task())
                            && put.sequence() > event.sequence())
                    .isNotEmpty();
        }
    }

    @Test
    void anExceptionAfterThePutHasItsBatchDeliveredAgainThoughTheTargetHasIt() throws IOException {
        Passed passed = run.held(1, "task.throw throwable=retriable @ task.put.exit partition=0 offset=>=1000");

        TimelineEvent threw = passed.named(EventNames.FAULT_FIRED).get(0);
        assertThat(passed.named("task.put.enter"))
                .filteredOn(
                        put -> threw.spans().equals(put.spans()) && threw.task().equals(put.task()))
                .as("once before, once after")
                .hasSize(2);
    }

    @Test
    void anExceptionInPreCommitHasThingsDeliveredAgainFromTheLastCommit() throws IOException {
        Passed passed = run.held(1, "task.throw throwable=retriable @ task.preCommit.exit#1");

        assertThat(passed.named(EventNames.TASK_THREW)).hasSize(1);
    }

    /** Neither is a crash: Connect still asks what may be committed, and closes. But nothing starts the task again by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"fatal", "error"})
    void whatCannotBeRetriedEndsTheTaskAndAnotherIsGivenItsPartitions(String throwable) throws IOException {
        FaultRun.Ended ended = run.run(
                1,
                "t: task.throw throwable=" + throwable + " @ task.put.enter#1 empty=false partition=0 offset=>=1000");

        ended.requireFiredAndHealed();
        Passed passed = ended.passed();
        TimelineEvent threw = passed.passingOf("t");
        assertThat(passed.ofTheSameThread(threw))
                .extracting(TimelineEvent::name)
                .startsWith("task.put.exit")
                .containsSubsequence("task.preCommit.enter", "task.close", "task.stop")
                .doesNotContain("task.start");
        assertThat(passed.named(EventNames.TASK_STATUS))
                .anyMatch(status -> threw.task().equals(status.task())
                        && "FAILED".equals(status.attributes().get("state")));
        assertThat(passed.named("rebalance.assigned"))
                .anyMatch(event -> event.epochMicros() > threw.epochMicros()
                        && !threw.task().equals(event.task())
                        && event.spans().stream().anyMatch(span -> span.partition() == 0));
        assertThat(ended.result().outcome()).as(ended.result().sentence()).isEqualTo(Outcome.PARTIAL);
        assertThat(ended.result().observed().accounted()).isEqualTo(12_000);
    }

    @Test
    void aThreadThatOutlastsThePollIntervalLosesItsPartitionsToAnother() throws IOException {
        Passed passed = run.held(1, "h: task.hold @ task.put.enter#2 until rebalance.assigned empty=false");

        TimelineEvent held = passed.named(EventNames.FAULT_FIRED).get(0);
        TimelineEvent healed = passed.named(EventNames.FAULT_HEALED).get(0);
        assertThat(passed.named("rebalance.assigned"))
                .as("the other task is given the partitions while the first is held")
                .anyMatch(event -> !held.task().equals(event.task())
                        && event.sequence() < healed.sequence()
                        && event.sequence() > held.sequence());
    }
}
