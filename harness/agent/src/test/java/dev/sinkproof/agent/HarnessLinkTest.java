package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HarnessLinkTest {
    private final Outbox outbox = new Outbox(1000);

    @Test
    void introducesItselfAndKnowsTheArmedSetBeforeItReturns() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.put.exit", "rewind")) {
            HarnessLink.connect(harness.arguments(), outbox);

            assertThat(outbox.isArmed(Point.TASK_PUT_EXIT)).isTrue();
            assertThat(outbox.isArmed(Point.REWIND)).isTrue();
            assertThat(outbox.isArmed(Point.TASK_PUT_ENTER)).isFalse();
            Frame hello = harness.until("hello", frame -> true).get(0);
            assertThat(hello.number()).isEqualTo(Wire.MAGIC);
            assertThat(hello.texts()).containsExactly("worker-1");
        }
        outbox.close();
    }

    @Test
    void failsWhenTheHarnessRefusesItsToken() throws Exception {
        try (FakeHarness harness = FakeHarness.reading()) {
            AgentArguments wrong = new AgentArguments(harness.arguments().port(), "worker-1", "guessed");

            assertThatThrownBy(() -> HarnessLink.connect(wrong, outbox))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("wrong token");
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        int freePort;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = once.getLocalPort();
        }
        AgentArguments arguments = new AgentArguments(freePort, "worker-1", FakeHarness.TOKEN);

        assertThatThrownBy(() -> HarnessLink.connect(arguments, outbox)).isInstanceOf(IOException.class);
    }

    @Test
    void failsOnAPointThatItDoesNotKnow() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.dance")) {
            assertThatThrownBy(() -> HarnessLink.connect(harness.arguments(), outbox))
                    .hasMessageContaining("no fault point task.dance");
        }
    }

    @Test
    void holdsUntilTheHarnessAnswers() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.put.exit")) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.TASK_PUT_EXIT));
            Frame held = harness.next("task.put.exit");

            assertThat(task).isNotDone();
            harness.go(held);
            task.get();
        }
    }

    @Test
    void waitsForTheHarnessWithoutATimeLimit() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.put.exit")) {
            HarnessLink link = HarnessLink.connect(harness.arguments(), outbox);
            link.start();
            CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.TASK_PUT_EXIT));
            Frame held = harness.next("task.put.exit");

            assertThat(link.readTimeoutMillis()).isZero();
            assertThat(outbox.held()).isOne();
            harness.go(held);
            task.get();
            assertThat(outbox.held()).isZero();
        }
    }

    @Test
    void handsOnWhatTheHarnessWantsThrown() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.put.exit")) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            CompletableFuture<Injection> task = CompletableFuture.supplyAsync(() -> pass(Point.TASK_PUT_EXIT));
            harness.throwing(harness.next("task.put.exit"), "fatal", "no disk");

            assertThat(task.get()).isEqualTo(new Injection(Injection.Kind.FATAL, "no disk"));
        }
    }

    @Test
    void letsGoWhenTheHarnessWantsThrownWhatItDoesNotKnow() throws Exception {
        try (FakeHarness harness = FakeHarness.reading("task.put.exit")) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            CompletableFuture<Injection> task = CompletableFuture.supplyAsync(() -> pass(Point.TASK_PUT_EXIT));
            harness.throwing(harness.next("task.put.exit"), "tantrum", "no disk");

            assertThat(task.get()).isNull();
            assertThat(outbox.isOpen()).isFalse();
        }
    }

    @Test
    void armsAndDisarmsWhileRunning() throws Exception {
        try (FakeHarness harness = FakeHarness.reading()) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            harness.arm(1, "deliver");
            harness.until("confirmation", frame -> frame.kind() == Wire.ARMED && frame.number() == 1);
            CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.DELIVER));
            harness.go(harness.next("deliver"));
            task.get();
            harness.arm(2);
            harness.until("confirmation", frame -> frame.kind() == Wire.ARMED && frame.number() == 2);
            pass(Point.DELIVER);

            assertThat(harness.next("deliver").number()).isEqualTo(Wire.UNHELD);
        }
    }

    @Test
    void releasesHeldThreadsWhenTheConnectionIsLost() throws Exception {
        CompletableFuture<Void> task;
        try (FakeHarness harness = FakeHarness.reading("task.put.exit")) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            task = CompletableFuture.runAsync(() -> pass(Point.TASK_PUT_EXIT));
            harness.next("task.put.exit");
        }

        task.get();
        pass(Point.TASK_PUT_EXIT);
        assertThat(outbox.isOpen()).isFalse();
    }

    @Test
    void neverWaitsForADeafHarnessAndSaysWhatItDropped() throws Exception {
        try (FakeHarness harness = new FakeHarness()) {
            HarnessLink.connect(harness.arguments(), outbox).start();
            int passings = 200_000;
            for (int i = 0; i < passings; i++) {
                pass(Point.DELIVER);
            }
            harness.read();
            List<Frame> seen = harness.until("the number dropped", frame -> frame.kind() == Wire.DROPPED);

            long dropped = seen.get(seen.size() - 1).number();
            long received =
                    seen.stream().filter(frame -> frame.isPassing("deliver")).count();
            assertThat(dropped).isPositive();
            assertThat(received).isLessThan(passings);
        }
    }

    private Injection pass(Point point) {
        return outbox.pass(
                Passing.now(point, "orders-0", List.of(new Span("orders", 0, 1, 2, 2)), Map.of("records", "2")));
    }
}
