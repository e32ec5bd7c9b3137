package dev.sinkproof.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway with packaged agents in JVMs of their own. */
@Timeout(120)
class AgentGatewayIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void followsATaskFromStartToStop() throws Exception {
        RecordingGate gate = RecordingGate.holdingNothing();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 2)) {
            assertThat(worker.await()).as(worker.output()).isZero();
            listener.await("disconnected worker-1");

            assertThat(gate.ids())
                    .containsExactly(
                            "task.start",
                            "task.open",
                            "task.put.enter",
                            "task.put.exit",
                            "task.put.enter",
                            "task.put.exit",
                            "task.preCommit.enter",
                            "task.preCommit.exit",
                            "task.close",
                            "task.stop");
            assertThat(gate.passings()).allSatisfy(passing -> {
                assertThat(passing.worker()).isEqualTo("worker-1");
                assertThat(passing.task()).isEqualTo("orders-0");
            });
            assertThat(gate.passings()).extracting(Passing::epochMicros).isSorted();
            assertThat(listener.lines()).noneMatch(line -> line.startsWith("problem"));
        }
    }

    @Test
    void knowsWhatItCanSeeInAWorker() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 1)) {
            assertThat(worker.await()).as(worker.output()).isZero();
            listener.await("disconnected worker-1");

            AgentInfo agent = listener.connected().get(0);
            assertThat(agent.pid()).isEqualTo(worker.pid());
            assertThat(agent.connectVersion()).isEqualTo("4.3.1");
            assertThat(agent.instrumented())
                    .hasSize(14)
                    .contains("WorkerSinkTask.doCommitSync", "WorkerSinkTask$HandleRebalance.onPartitionsLost");
            assertThat(listener.lines())
                    .contains("subject worker-1 " + PlayedTask.class.getName() + " [start, put, stop]");
        }
    }

    @Test
    void killsAWorkerExactlyAtTheThirdPut() throws Exception {
        RecordingGate gate = new RecordingGate(isPutExitFrom(20));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            gateway.arm(Set.of(FaultPoint.TASK_PUT_EXIT));
            try (PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 10)) {
                gate.await(1, isPutExitFrom(20));
                worker.kill();
                listener.await("disconnected worker-1");
            }
            List<Passing> passings = gate.passings();

            assertThat(passings.get(passings.size() - 1)).matches(isPutExitFrom(20));
            assertThat(passings)
                    .filteredOn(passing -> passing.point() == FaultPoint.TASK_PUT_ENTER)
                    .hasSize(3);
        }
    }

    @Test
    void letsAHeldTaskGoOn() throws Exception {
        RecordingGate gate = new RecordingGate(isPutExitFrom(10));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            gateway.arm(Set.of(FaultPoint.TASK_PUT_EXIT));
            try (PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 3)) {
                gate.await(1, isPutExitFrom(10));
                assertThat(gate.ids()).doesNotContain("task.stop");
                gate.release();

                assertThat(worker.await()).as(worker.output()).isZero();
                gate.await(1, passing -> passing.point() == FaultPoint.TASK_STOP);
            }
        }
    }

    @Test
    void throwsInATask() throws Exception {
        RecordingGate gate = RecordingGate.deciding(GateDecision.throwing("retriable", "the target is away"));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            // The first put is one of nothing, whose end is told only where it is armed.
            gateway.arm(Set.of(FaultPoint.TASK_PUT_ENTER, FaultPoint.TASK_PUT_EXIT));
            try (PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 1)) {
                assertThat(worker.await()).isNotZero();
                assertThat(worker.output())
                        .contains("RetriableException: sinkproof fault: the target is away")
                        .contains("injected by Sinkproof at task.put.enter");
            }
            listener.await("disconnected worker-1");

            Passing last = gate.passings().get(gate.passings().size() - 1);
            assertThat(last.point()).isEqualTo(FaultPoint.TASK_PUT_EXIT);
            assertThat(last.attributes()).containsEntry("injected", "true");
        }
    }

    @Test
    void keepsAnInterruptedTaskHeldAndItsInterruptPending() throws Exception {
        RecordingGate gate = new RecordingGate(isPutExitFrom(0));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            gateway.arm(Set.of(FaultPoint.TASK_PUT_EXIT, FaultPoint.TASK_STOP));
            try (PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.Interrupted.class, 1)) {
                gate.await(1, isPutExitFrom(0));
                assertThat(gate.ids()).doesNotContain("task.preCommit.enter");
                gate.release();

                assertThat(worker.await()).as(worker.output()).isZero();
            }
        }
    }

    @Test
    void freesAHeldTaskWhenTheHarnessGoesAway() throws Exception {
        RecordingGate gate = new RecordingGate(isPutExitFrom(0));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            gateway.arm(Set.of(FaultPoint.TASK_PUT_EXIT));
            try (PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 3)) {
                gate.await(1, isPutExitFrom(0));
                gateway.close();

                assertThat(worker.await()).as(worker.output()).isZero();
            }
        }
    }

    @Test
    void takesTwoWorkersAtOnce() throws Exception {
        RecordingGate gate = new RecordingGate(isPutExitFrom(10));
        try (AgentGateway gateway = AgentGateway.open(gate, listener)) {
            gateway.arm(Set.of(FaultPoint.TASK_PUT_EXIT));
            try (PlayedWorker one = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, 3);
                    PlayedWorker two = PlayedWorker.start(gateway, "worker-2", PlayedTask.class, 3)) {
                gate.await(2, isPutExitFrom(10));
                gate.release();

                assertThat(one.await()).as(one.output()).isZero();
                assertThat(two.await()).as(two.output()).isZero();
            }
            listener.await("disconnected worker-1");
            listener.await("disconnected worker-2");

            assertThat(gate.passings())
                    .filteredOn(isPutExitFrom(10))
                    .extracting(Passing::worker)
                    .containsExactlyInAnyOrder("worker-1", "worker-2");
        }
    }

    @Test
    void holdsEveryPassingAfterArmingARunningWorker() throws Exception {
        PassingCounts counts = new PassingCounts(FaultPoint.TASK_PUT_ENTER);
        try (AgentGateway gateway = AgentGateway.open(counts, listener);
                PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, Integer.MAX_VALUE)) {
            listener.await("connected worker-1");
            counts.awaitObserved(1000);
            gateway.arm(Set.of(FaultPoint.TASK_PUT_ENTER));
            long observedWhenArmed = counts.observed();
            counts.awaitHeld(100);

            assertThat(counts.observed()).isEqualTo(observedWhenArmed);
            gateway.arm(Set.of());
            counts.awaitObserved(observedWhenArmed + 1000);
            worker.kill();
            listener.await("disconnected worker-1");
        }
    }

    @Test
    void saysHowManyPassingsWereNotTaken() throws Exception {
        int puts = 200_000;
        DeafGate gate = new DeafGate();
        try (AgentGateway gateway = AgentGateway.open(gate, listener);
                PlayedWorker worker = PlayedWorker.start(gateway, "worker-1", PlayedTask.class, puts)) {
            gateway.arm(Set.of(FaultPoint.TASK_PRE_COMMIT_ENTER));
            Await.until(
                    () -> "the worker not to care for a deaf harness: " + worker.output(),
                    () -> worker.output().contains(TaskPlayer.PUTS_DONE));
            gate.listen();
            assertThat(worker.await()).as(worker.output()).isZero();
            listener.await("disconnected worker-1");

            assertThat(dropped()).isPositive();
            assertThat(gate.taken() + dropped()).isEqualTo(2L * puts + 6);
        }
    }

    /** The last number that the listener heard. */
    private long dropped() {
        return listener.lines().stream()
                .filter(line -> line.startsWith("dropped worker-1 "))
                .mapToLong(line -> Long.parseLong(line.replace("dropped worker-1 ", "")))
                .max()
                .orElse(0);
    }

    @Test
    void endsAWorkerThatBringsAWrongToken() throws Exception {
        try (AgentGateway gateway = AgentGateway.open(RecordingGate.holdingNothing(), listener);
                PlayedWorker worker = PlayedWorker.start(
                        gateway.jvmOption(AgentJar.locate(), "worker-1").replaceAll("token=.*", "token=guessed"),
                        PlayedTask.class,
                        1)) {
            assertThat(worker.await()).isNotZero();
            assertThat(worker.output()).contains("the harness refused: wrong token");
            listener.await("problem (unknown) process " + worker.pid() + " calls itself the agent of worker-1");
        }
    }

    private static Predicate<Passing> isPutExitFrom(long firstOffset) {
        return passing -> passing.point() == FaultPoint.TASK_PUT_EXIT
                && !passing.spans().isEmpty()
                && passing.spans().get(0).first() == firstOffset;
    }

    /** Takes nothing for a while, then all. */
    private static final class DeafGate implements PassingGate {
        private final CountDownLatch listening = new CountDownLatch(1);
        private final AtomicLong taken = new AtomicLong();

        void listen() {
            listening.countDown();
        }

        long taken() {
            return taken.get();
        }

        @Override
        public void observed(Passing passing) {
            try {
                listening.await();
                taken.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public GateDecision pass(Passing passing) {
            taken.incrementAndGet();
            return GateDecision.PROCEED;
        }
    }

    /** Counts the passings of one point, held and observed. */
    private static final class PassingCounts implements PassingGate {
        private final FaultPoint point;
        private final AtomicLong observed = new AtomicLong();
        private final AtomicLong held = new AtomicLong();

        PassingCounts(FaultPoint point) {
            this.point = point;
        }

        @Override
        public void observed(Passing passing) {
            if (passing.point() == point) {
                observed.incrementAndGet();
            }
        }

        @Override
        public GateDecision pass(Passing passing) {
            held.incrementAndGet();
            return GateDecision.PROCEED;
        }

        long observed() {
            return observed.get();
        }

        void awaitObserved(long count) throws InterruptedException {
            Await.until(() -> count + " observed passings, not " + observed, () -> observed.get() >= count);
        }

        void awaitHeld(long count) throws InterruptedException {
            Await.until(() -> count + " held passings, not " + held, () -> held.get() >= count);
        }
    }
}
