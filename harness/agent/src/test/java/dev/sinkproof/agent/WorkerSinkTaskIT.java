package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.runtime.RealTaskDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged agent in a JVM of its own, with Connect's real runner of sink tasks. */
@Timeout(120)
class WorkerSinkTaskIT {
    @Test
    void reportsThePassingsOfARealRunner() throws Exception {
        try (FakeHarness harness = FakeHarness.reading();
                Fork fork = Fork.start(harness.agentArguments(), RealTaskDriver.class)) {
            List<Frame> frames = harness.until("task.stop", frame -> frame.isPassing("task.stop"));

            assertThat(fork.await()).as(fork.output()).isZero();
            assertThat(frames).noneMatch(frame -> frame.kind() == Wire.PROBLEM);
            assertThat(frames)
                    .filteredOn(frame -> frame.kind() == Wire.PASSING)
                    .extracting(Frame::brief)
                    .containsExactly(
                            "task.start",
                            "rebalance.assigned orders-0@-1 orders-1@-1",
                            "task.open orders-0@-1 orders-1@-1",
                            "poll.return orders-0[0..4] orders-1[100..101]",
                            "convert orders-0[0..4] orders-1[100..101]",
                            "deliver orders-0[0..4] orders-1[100..101]",
                            "task.put.enter orders-0[0..4] orders-1[100..101]",
                            "task.put.exit orders-0[0..4] orders-1[100..101]",
                            // The first commit is answered well, the second time there is nothing new.
                            "task.preCommit.enter orders-0@5 orders-1@102",
                            "task.preCommit.exit orders-0@5 orders-1@102",
                            "offset.commit.request orders-0@5 orders-1@102",
                            "offset.commit.ack orders-0@5 orders-1@102",
                            "task.preCommit.enter orders-0@5 orders-1@102",
                            "task.preCommit.exit orders-0@5 orders-1@102",
                            "poll.return orders-0[5..5]",
                            "convert orders-0[5..5]",
                            "deliver orders-0[5..5]",
                            "task.put.enter orders-0[5..5]",
                            "task.put.exit orders-0[5..5]",
                            // The next one fails, and the one after that sends the same offsets again.
                            "task.preCommit.enter orders-0@6 orders-1@102",
                            "task.preCommit.exit orders-0@6 orders-1@102",
                            "offset.commit.request orders-0@6 orders-1@102",
                            "offset.commit.ack orders-0@6 orders-1@102",
                            "task.preCommit.enter orders-0@6 orders-1@102",
                            "task.preCommit.exit orders-0@6 orders-1@102",
                            "offset.commit.request orders-0@6 orders-1@102",
                            "offset.commit.ack orders-0@6 orders-1@102",
                            "rewind orders-0@3",
                            "poll.return orders-0[3..4]",
                            "convert orders-0[3..4]",
                            "deliver orders-0[3..4]",
                            "task.put.enter orders-0[3..4]",
                            "task.put.exit orders-0[3..4]",
                            "rebalance.revoked orders-0@-1",
                            "task.preCommit.enter orders-0@5",
                            "task.preCommit.exit orders-0@5",
                            "task.close orders-0@-1",
                            "offset.commit.request orders-0@5",
                            "offset.commit.ack orders-0@5",
                            "rebalance.lost orders-1@-1",
                            "task.close orders-1@-1",
                            // Connect keeps the offsets of revoked partitions, and closes them once more at the end.
                            "task.preCommit.enter orders-0@5",
                            "task.preCommit.exit orders-0@5",
                            "task.close orders-0@-1",
                            "task.stop");
            assertThat(frames)
                    .filteredOn(frame -> frame.isPassing("offset.commit.ack"))
                    .extracting(frame -> frame.attributes().get("error"))
                    .containsExactly(
                            "none",
                            "org.apache.kafka.common.errors.RebalanceInProgressException: not now",
                            "none",
                            "none");
            assertThat(frames)
                    .filteredOn(frame -> frame.isPassing("offset.commit.request"))
                    .extracting(frame -> frame.attributes().get("mode"))
                    .containsExactly("async", "async", "async", "sync");
            assertThat(frames)
                    .filteredOn(frame -> frame.kind() == Wire.PASSING)
                    .allSatisfy(frame -> assertThat(frame.task()).isEqualTo("orders-0"));
        }
    }

    @Test
    void instrumentsEachMethodOfTheRuntime() throws Exception {
        // A worker lives on while it is checked; this fork is over in a moment, unless it is held.
        try (FakeHarness harness = FakeHarness.reading("task.stop");
                Fork fork = Fork.start(harness.agentArguments(), RealTaskDriver.class)) {
            Frame ready = null;
            Frame held = null;
            while (ready == null || held == null) {
                Frame frame = harness.frame("the report and the held task.stop");
                ready = frame.kind() == Wire.READY ? frame : ready;
                held = frame.isPassing("task.stop") ? frame : held;
            }
            harness.go(held);

            assertThat(fork.await()).as(fork.output()).isZero();
            assertThat(ready.text()).isEqualTo("4.3.1");
            assertThat(ready.texts())
                    .containsExactlyInAnyOrder(
                            "SinkTask.open",
                            "SinkTask.preCommit",
                            "SinkTask.close",
                            "WorkerSinkTask.pollConsumer",
                            "WorkerSinkTask.convertMessages",
                            "WorkerSinkTask.deliverMessages",
                            "WorkerSinkTask.doCommitSync",
                            "WorkerSinkTask.doCommitAsync",
                            "WorkerSinkTask.onCommitCompleted",
                            "WorkerSinkTask.rewind",
                            "WorkerSinkTask$HandleRebalance.onPartitionsRevoked",
                            "WorkerSinkTask$HandleRebalance.onPartitionsLost",
                            "WorkerSinkTask$HandleRebalance.onPartitionsAssigned",
                            "DeadLetterQueueReporter.report");
        }
    }

    @Test
    void holdsTheRunnerBetweenCommitAndAnswer() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("offset.commit.ack");
                Fork fork = Fork.start(harness.agentArguments(), RealTaskDriver.class)) {
            Frame first = harness.next("offset.commit.ack");
            harness.go(first);
            Frame second = harness.next("offset.commit.ack");
            harness.arm(1);
            harness.go(second);
            harness.next("task.stop");

            assertThat(fork.await()).as(fork.output()).isZero();
            assertThat(List.of(first.number(), second.number())).doesNotContain(Wire.UNHELD);
        }
    }

    @Test
    void endsAWorkerThatTheHarnessDoesNotKnow() throws Exception {
        try (FakeHarness harness = FakeHarness.reading();
                Fork fork = Fork.start(
                        "port=" + harness.arguments().port() + ",worker=worker-1,token=guessed",
                        RealTaskDriver.class)) {
            assertThat(fork.await()).isNotZero();
            assertThat(fork.output()).contains("wrong token").doesNotContain("guessed");
        }
    }
}
