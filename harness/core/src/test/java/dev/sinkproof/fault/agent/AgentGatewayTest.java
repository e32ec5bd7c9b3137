package dev.sinkproof.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentGatewayTest {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void decodesWhatPasses() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-2")) {
            OffsetSpan span = new OffsetSpan("orders", 3, 10, 14, 5);
            agent.pass(Frames.UNHELD, "task.put.enter", "orders-1", span, Map.of("records", "5"));
            gate.await(1);

            assertThat(gate.passings())
                    .containsExactly(new Passing(
                            FaultPoint.TASK_PUT_ENTER,
                            "worker-2",
                            "orders-1",
                            List.of(span),
                            Map.of("records", "5"),
                            1_700_000_000_000_001L));
        }
    }

    @Test
    void hasNoTaskWhereTheThreadIsNone() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(Frames.UNHELD, "task.stop", "", OffsetSpan.position("orders", 0, -1), Map.of());
            gate.await(1);

            assertThat(gate.passings().get(0).task()).isNull();
        }
    }

    @Test
    void answersWhenTheGateLetsGoAndNotBefore() throws Exception {
        RecordingGate gate = new RecordingGate(passing -> true);
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(17, "task.put.exit", 0);
            gate.await(1);
            CompletableFuture<Long> go = readGo(agent);

            assertThat(go).isNotDone();
            gate.release();
            assertThat(go.get()).isEqualTo(17);
        }
    }

    @Test
    void tellsTheAgentWhatToThrow() throws Exception {
        RecordingGate gate = RecordingGate.deciding(GateDecision.throwing("fatal", "no disk"));
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(17, "task.put.enter", 0);

            assertThat(agent.readDecision()).isEqualTo(new FakeAgent.Go(17, Frames.THROW, "fatal", "no disk"));
        }
    }

    @Test
    void letsAThreadGoOnWhereTheDecisionIsOneForTheLink() throws Exception {
        RecordingGate gate = RecordingGate.deciding(GateDecision.CUT);
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(17, "task.put.enter", 0);

            assertThat(agent.readGo()).isEqualTo(17);
        }
    }

    @Test
    void reportsWhatNoWorkerCanThrowAndLetsTheThreadGoOn() throws Exception {
        RecordingGate gate = RecordingGate.deciding(GateDecision.throwing("tantrum", "no disk"));
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(17, "task.put.enter", 0);

            assertThat(agent.readGo()).isEqualTo(17);
            listener.await("problem worker-1 the gate failed on task.put.enter of task orders-0:"
                    + " java.lang.IllegalArgumentException: a worker cannot throw 'tantrum'");
        }
    }

    @Test
    void waitsForAnAgentWithoutATimeLimitOnceItIsLetIn() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(Frames.UNHELD, "task.put.enter", 0);
            gate.await(1);

            assertThat(gateway.readTimeoutsMillis()).containsExactly(0);
        }
    }

    @Test
    void goesOnReadingWhileSomethingIsHeld() throws Exception {
        RecordingGate gate = new RecordingGate(passing -> passing.point() == FaultPoint.TASK_PUT_EXIT);
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(1, "task.put.exit", 0);
            agent.pass(2, "deliver", 1);

            assertThat(agent.readGo()).isEqualTo(2);
            gate.release();
            assertThat(agent.readGo()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheOrderOfHeldAndObservedPassings() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            int rounds = 200;
            for (int i = 0; i < rounds; i++) {
                agent.pass(Frames.UNHELD, "task.put.enter", i);
                agent.pass(i + 1, "task.put.exit", i);
            }
            gate.await(2 * rounds);

            assertThat(gate.passings())
                    .extracting(passing -> passing.spans().get(0).partition())
                    .isSorted();
            assertThat(gate.ids()).startsWith("task.put.enter", "task.put.exit", "task.put.enter");
        }
    }

    @Test
    void tellsTheListenerAboutTheAgentInOrder() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            try (FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
                agent.woven("com.example.OrdersTask", "put");
                agent.dropped(12);
                agent.measured("orders-0", "total-record-failures", 3);
                agent.problem("there is no WorkerSinkTask.rewind()V");
            }
            listener.await("disconnected");

            assertThat(listener.lines())
                    .containsExactly(
                            "connected worker-1",
                            "subject worker-1 com.example.OrdersTask [put]",
                            "dropped worker-1 12",
                            "measured worker-1 orders-0 1700000000000002 {total-record-failures=3}",
                            "problem worker-1 there is no WorkerSinkTask.rewind()V",
                            "disconnected worker-1");
            assertThat(listener.connected())
                    .containsExactly(new AgentInfo("worker-1", 4711, "4.3.1", List.of("WorkerSinkTask.rewind")));
        }
    }

    @Test
    void refusesAWrongToken() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent stranger = FakeAgent.connect(gateway)) {
            stranger.hello(Frames.VERSION, "guessed", "worker-1");

            assertThat(stranger.readRefusal()).isEqualTo("wrong token");
            assertThat(stranger.isClosedByHarness()).isTrue();
            listener.await("problem (unknown) process 4711 calls itself the agent of worker-1 and was refused");
            assertThat(listener.lines()).noneMatch(line -> line.contains("guessed"));
        }
    }

    @Test
    void refusesAnAgentOfAnotherBuild() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent old = FakeAgent.connect(gateway)) {
            old.hello((short) 99, "any", "worker-1");

            assertThat(old.readRefusal()).contains("version 99").contains("one build");
        }
    }

    @Test
    void givesUpOnWhatIsNoAgent() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent stranger = FakeAgent.connect(gateway)) {
            stranger.sendRaw("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            listener.await("problem (unknown) its agent's connection is given up");

            assertThat(stranger.readRefusal()).contains("a frame of");
        }
    }

    @Test
    void givesUpOnAnAgentThatSpeaksOfAnUnknownPoint() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(1, "task.dance", 0);

            assertThat(agent.isClosedByHarness()).isTrue();
            listener.await("problem worker-1 its agent's connection is given up: java.net.ProtocolException: the agent"
                    + " speaks of an unknown fault point task.dance");
        }
    }

    @Test
    void givesUpOnAMalformedFrame() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.send(frame -> frame.writeByte(Frames.PASSING));

            assertThat(agent.isClosedByHarness()).isTrue();
            listener.await("problem worker-1 its agent's connection is given up");
        }
    }

    @Test
    void reportsAnAgentThatEndsBeforeItSaidWhatItInstruments() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            FakeAgent.connect(gateway).close();
            listener.await("problem (unknown) its agent's connection ended before");

            assertThat(listener.lines()).noneMatch(line -> line.startsWith("disconnected"));
        }
    }

    /** It was ended while it started: nothing of it goes unobserved, and runs that come later need not know. */
    @Test
    void saysNothingOfAWorkerThatEndedBeforeItSaidWhatItInstruments() throws Exception {
        Process worker = new ProcessBuilder("sleep", "60").start();
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            try (FakeAgent agent = FakeAgent.connect(gateway)) {
                agent.hello(Frames.VERSION, token(gateway), "worker-1", worker.pid());
                agent.readArmed(Frames.WELCOME);
                worker.destroyForcibly();
            }
            listener.await("disconnected worker-1");

            assertThat(listener.lines()).noneMatch(line -> line.startsWith("problem"));
        } finally {
            worker.destroyForcibly();
        }
    }

    @Test
    void disconnectsAnAgentThatWasLetInAndSaidNothing() throws Exception {
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            try (FakeAgent agent = FakeAgent.connect(gateway)) {
                agent.hello(Frames.VERSION, token(gateway), "worker-1", alive);
                agent.readArmed(Frames.WELCOME);
            }
            listener.await("disconnected worker-1");

            assertThat(listener.lines().get(0)).startsWith("problem worker-1 its agent's connection ended before");
        }
    }

    @Test
    void armsAgentsThatComeLater() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            gateway.arm(Set.of(FaultPoint.REWIND));
            try (FakeAgent agent = FakeAgent.connect(gateway)) {
                agent.hello(Frames.VERSION, token(gateway), "worker-1");

                assertThat(agent.readArmed(Frames.WELCOME).points()).containsExactly("rewind");
            }
        }
    }

    @Test
    void armsWhenEveryAgentHasConfirmedAndNotBefore() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent one = FakeAgent.ready(gateway, "worker-1");
                FakeAgent two = FakeAgent.ready(gateway, "worker-2")) {
            CompletableFuture<Void> arming = arm(gateway, FaultPoint.DELIVER);
            one.confirm(one.readArmed(Frames.ARM).request());
            FakeAgent.Armed armed = two.readArmed(Frames.ARM);

            assertThat(armed.points()).containsExactly("deliver");
            assertThat(arming).isNotDone();
            two.confirm(armed.request());
            arming.get();
        }
    }

    @Test
    void namesTheWorkerThatDoesNotConfirm() throws Exception {
        try (AgentGateway gateway =
                        AgentGateway.open(RecordingGate.holdingNothing(), listener, Duration.ofMillis(500));
                FakeAgent one = FakeAgent.ready(gateway, "worker-1");
                FakeAgent two = FakeAgent.ready(gateway, "worker-2")) {
            CompletableFuture<Void> arming = arm(gateway, FaultPoint.DELIVER);
            one.confirm(one.readArmed(Frames.ARM).request());
            two.readArmed(Frames.ARM);

            assertThatThrownBy(arming::join)
                    .hasRootCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("worker-2")
                    .hasMessageContaining("[deliver]")
                    .hasMessageNotContaining("worker-1");
        }
    }

    @Test
    void doesNotWaitForAnAgentThatIsGone() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            CompletableFuture<Void> arming = arm(gateway, FaultPoint.DELIVER);
            agent.readArmed(Frames.ARM);
            agent.close();

            arming.get();
        }
    }

    @Test
    void doesNotArmWhatNoWorkerSees() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            assertThatThrownBy(() -> gateway.arm(Set.of(FaultPoint.TARGET_ACK)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("target.ack is seen on the link");
        }
    }

    @Test
    void releasesWhatIsHeldWhenClosed() throws Exception {
        RecordingGate gate = new RecordingGate(passing -> true);
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(5, "task.put.exit", 0);
            gate.await(1);
            assertThat(threads(gateway)).isNotEmpty();
            gateway.close();

            assertThat(listener.lines())
                    .contains("disconnected worker-1")
                    .noneMatch(line -> line.startsWith("problem"));
            Await.until(
                    () -> "the gateway's threads to end: " + threads(gateway),
                    () -> threads(gateway).isEmpty());
        }
    }

    @Test
    void releasesAndReportsWhenTheGateFails() throws Exception {
        PassingGate broken = new PassingGate() {
            @Override
            public void observed(Passing passing) {
                throw new IllegalStateException("no such trigger");
            }

            @Override
            public GateDecision pass(Passing passing) {
                throw new IllegalStateException("no such trigger");
            }
        };
        try (AgentGateway gateway = AgentGateway.open(broken, listener);
                FakeAgent agent = FakeAgent.ready(gateway, "worker-1")) {
            agent.pass(Frames.UNHELD, "task.put.enter", 0);
            agent.pass(5, "task.put.exit", 0);

            assertThat(agent.readGo()).isEqualTo(5);
            listener.await("problem worker-1 the gate failed on task.put.enter of task orders-0");
            listener.await("problem worker-1 the gate failed on task.put.exit of task orders-0");
        }
    }

    @Test
    void givesTheOptionForAWorkersJvm() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener)) {
            String option = gateway.jvmOption(Path.of("/a b/agent.jar"), "worker-1");

            assertThat(option)
                    .startsWith("-javaagent:/a b/agent.jar=port=" + gateway.port() + ",worker=worker-1,token=");
            assertThatThrownBy(() -> gateway.jvmOption(Path.of("agent.jar"), "a,b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String token(AgentGateway gateway) {
        return gateway.arguments("w").replaceAll(".*token=", "");
    }

    private static CompletableFuture<Void> arm(AgentGateway gateway, FaultPoint point) {
        return CompletableFuture.runAsync(() -> {
            try {
                gateway.arm(Set.of(point));
            } catch (TimeoutException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static CompletableFuture<Long> readGo(FakeAgent agent) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return agent.readGo();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Threads of this gateway that still live; none after {@code close}. */
    private static List<String> threads(AgentGateway gateway) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.endsWith("@" + gateway.port()))
                .toList();
    }
}
