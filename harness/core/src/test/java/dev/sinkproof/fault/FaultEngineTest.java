package dev.sinkproof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.fault.process.WorkerKill;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FaultEngineTest {
    private final RecordingTimeline timeline = new RecordingTimeline();
    private final RecordingSystem system = new RecordingSystem();

    @Test
    void firesAtTheNthPassingAndAtNoOther() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TASK_PUT_ENTER, 3, Map.of()));

        for (int i = 0; i < 5; i++) {
            engine.pass(put("worker-1", Map.of()));
        }

        assertThat(system.done).containsExactly("kill worker-1");
        assertThat(timeline.names())
                .containsSubsequence(
                        "task.put.enter",
                        "task.put.enter",
                        "task.put.enter",
                        EventNames.FAULT_FIRED,
                        EventNames.WORKER_KILLED,
                        "task.put.enter",
                        "task.put.enter");
        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.FIRED);
    }

    @Test
    void countsOnlyPassingsThatMeetTheConditions() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TARGET_ACK, 1, Map.of("durable", "true", "table", "Orders")));
        engine.connectionEnded("worker-1", "7");

        engine.pass(ack("false", "public.orders"));
        engine.pass(ack("true", "customers"));
        assertThat(system.done).isEmpty();
        GateDecision decision = engine.pass(ack("true", "customers,public.\"Orders\""));

        assertThat(decision).isEqualTo(GateDecision.CUT);
        assertThat(system.done).containsExactly("kill worker-1");
    }

    @Test
    @Timeout(30)
    void doesNotClaimToHaveFiredWhenTheHeldConnectionOutlivesItsWorker() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TARGET_ACK, 1, Map.of()));

        engine.pass(ack("true", "orders"));

        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(engine.outcomes().get(0).detail()).contains("was not the one that wrote");
    }

    @Test
    void saysWhatAnUnfiredFaultWaitedForAndWhatItSaw() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TASK_PUT_ENTER, 3, Map.of()));

        engine.pass(put("worker-1", Map.of()));

        FaultOutcome outcome = engine.outcomes().get(0);
        assertThat(engine.allEnded()).isFalse();
        assertThat(outcome.status()).isEqualTo(FaultOutcome.Status.NOT_FIRED);
        assertThat(outcome.detail()).contains("3rd task.put.enter").contains("only 1");
    }

    @Test
    void accountsForAFaultThatCannotBeDone() throws Exception {
        system.trouble = new IOException("no such process");
        FaultEngine engine = engine(kill(FaultPoint.TASK_PUT_ENTER, 1, Map.of()));

        GateDecision decision = engine.pass(put("worker-1", Map.of()));

        assertThat(decision).isEqualTo(GateDecision.PROCEED);
        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(engine.outcomes().get(0).detail()).contains("no such process");
    }

    @Test
    void healsByStartingTheSameWorkerOnlyWhereThePlanSaysSo() throws Exception {
        FaultEngine restart = engine(kill(FaultPoint.TASK_PUT_ENTER, 1, Map.of()));
        restart.pass(put("worker-2", Map.of()));
        restart.healAll();
        restart.healAll();

        assertThat(system.done).containsExactly("kill worker-2", "start worker-2");
        assertThat(restart.outcomes().get(0).healedAtMicros()).isPositive();
    }

    @Test
    @Timeout(30)
    void countsOverAllThreadsTogether() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TASK_PUT_ENTER, 500, Map.of()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger cut = new AtomicInteger();
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                try {
                    go.await();
                    for (int i = 0; i < 100; i++) {
                        if (engine.pass(put("worker-1", Map.of())).equals(GateDecision.CUT)) {
                            cut.incrementAndGet();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(system.done).hasSize(1);
        assertThat(cut).hasValue(1);
        TimelineEvent fired = timeline.events.stream()
                .filter(event -> event.name().equals(EventNames.FAULT_FIRED))
                .findFirst()
                .orElseThrow();
        long passing = Long.parseLong(fired.attributes().get("passing"));
        long before = timeline.events.stream()
                .filter(event -> event.name().equals("task.put.enter") && event.sequence() <= passing)
                .count();
        assertThat(before).isEqualTo(500);
    }

    @Test
    void countsEachPassingForEveryFaultThoughSeveralAreDue() throws Exception {
        FaultEngine engine = engine(
                fault("a", "worker.pause", put(1), Map.of("worker", "worker-2")),
                fault("b", "worker.pause", put(1), Map.of("worker", "worker-1")),
                fault("c", "noop", put(2), Map.of()));

        engine.pass(put("worker-1", Map.of()));
        assertThat(system.done()).containsExactly("pause worker-2", "pause worker-1");
        engine.pass(put("worker-1", Map.of()));

        assertThat(engine.outcomes()).extracting(FaultOutcome::status).containsOnly(FaultOutcome.Status.FIRED);
    }

    @Test
    void firesAtEachOfTheFirstPassingsAndThenNoMore() throws Exception {
        FaultEngine engine = engine(fault("a", "task.throw", put(1).onFirst(2), Map.of("throwable", "retriable")));

        List<GateDecision> decisions = passAll(engine, 4);

        assertThat(decisions)
                .extracting(GateDecision::action)
                .containsExactly(
                        GateDecision.Action.THROW,
                        GateDecision.Action.THROW,
                        GateDecision.Action.PROCEED,
                        GateDecision.Action.PROCEED);
        assertThat(engine.allEnded()).isTrue();
        assertThat(engine.outcomes().get(0).times()).isEqualTo(2);
    }

    @Test
    void countsWhatItHasDoneAndUndone() throws Exception {
        FaultEngine engine = engine(fault("a", "task.throw", put(1).onFirst(2), Map.of("throwable", "retriable")));
        assertThat(engine.changes()).isZero();

        passAll(engine, 4);
        assertThat(engine.changes()).isEqualTo(2);

        engine.healAll();
        assertThat(engine.changes()).isEqualTo(3);
    }

    @Test
    void aFaultThatFiredLessOftenThanPlannedHasNotFired() throws Exception {
        FaultEngine engine = engine(fault("a", "task.throw", put(1).onFirst(3), Map.of()));

        passAll(engine, 2);

        assertThat(engine.allEnded()).isFalse();
        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.NOT_FIRED);
        assertThat(engine.outcomes().get(0).detail()).contains("fired 2 times only");
    }

    @Test
    void firesAtEveryNthPassingUntilItIsHealed() throws Exception {
        FaultEngine engine = engine(fault("a", "task.throw", put(1).onEvery(2), Map.of()));

        List<GateDecision> decisions = passAll(engine, 5);
        engine.healAll();
        List<GateDecision> afterwards = passAll(engine, 4);

        assertThat(decisions)
                .filteredOn(how -> how.action() == GateDecision.Action.THROW)
                .hasSize(2);
        assertThat(afterwards).containsOnly(GateDecision.PROCEED);
    }

    @Test
    @Timeout(30)
    void holdsAPassingUntilItsHealTriggerAndCountsOthersMeanwhile() throws Exception {
        FaultEngine engine = engine(fault("hold", "task.hold", put(1).when("worker", "worker-1"), Map.of())
                .until(TriggerSpec.at(FaultPoint.REBALANCE_ASSIGNED)
                        .when("worker", "worker-2")
                        .onNth(2)));
        CompletableFuture<GateDecision> held =
                CompletableFuture.supplyAsync(() -> pass(engine, put("worker-1", Map.of())));
        timeline.await(EventNames.PASSING_HELD);

        engine.pass(assigned("worker-1"));
        engine.pass(assigned("worker-2"));
        assertThat(held).isNotDone();
        assertThat(engine.allEnded()).isFalse();
        engine.pass(assigned("worker-2"));

        assertThat(held.get()).isEqualTo(GateDecision.PROCEED);
        assertThat(engine.allEnded()).isTrue();
        assertThat(engine.outcomes().get(0).healedAtMicros()).isPositive();
        assertThat(timeline.timesOf(EventNames.FAULT_HEALED))
                .as("the moment of the healing, not the one at which it was taken down")
                .containsExactly(engine.outcomes().get(0).healedAtMicros());
    }

    @Test
    @Timeout(30)
    void letsGoWhatIsHeldAtTheEndAndSaysThatTheHealingNeverCame() throws Exception {
        FaultEngine engine =
                engine(fault("hold", "task.hold", put(1), Map.of()).until(TriggerSpec.at(FaultPoint.REBALANCE_LOST)));
        CompletableFuture<GateDecision> held =
                CompletableFuture.supplyAsync(() -> pass(engine, put("worker-1", Map.of())));
        timeline.await(EventNames.PASSING_HELD);

        engine.close();

        assertThat(held.get()).isEqualTo(GateDecision.PROCEED);
        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(engine.outcomes().get(0).detail())
                .contains("its healing never came")
                .contains("1st rebalance.lost");
    }

    @Test
    @Timeout(30)
    void followsAChainOfFaults() throws Exception {
        FaultEngine engine = engine(
                fault("kill", "worker.kill", put(3), Map.of()),
                fault("join", "worker.join", TriggerSpec.then("kill"), Map.of()),
                fault("pause", "worker.pause", assignedTo("worker-2").after("join"), Map.of())
                        .until(TriggerSpec.afterMillis(1)),
                fault("last", "noop", TriggerSpec.then("pause" + TriggerSpec.HEALED), Map.of()));
        engine.begin();

        engine.pass(assigned("worker-2"));
        passAll(engine, 3);
        timeline.await(EventNames.WORKER_JOINED);
        engine.pass(assigned("worker-2"));
        timeline.await(EventNames.NOTHING_DONE);

        assertThat(system.done())
                .containsExactly("kill worker-1", "join worker-3", "pause worker-2", "resume worker-2");
        assertThat(engine.outcomes()).extracting(FaultOutcome::status).containsOnly(FaultOutcome.Status.FIRED);
    }

    @Test
    @Timeout(30)
    void aWorkerThatIsToEndIsWaitedForAndItsLastPassingsCount() throws Exception {
        system.ends = new CountDownLatch(1);
        FaultEngine engine = engine(
                fault("stop", "worker.stop", put(1), Map.of("recovery", "takeover")),
                fault("last", "noop", TriggerSpec.at(FaultPoint.TASK_CLOSE), Map.of()));

        passAll(engine, 1);
        assertThat(engine.isBusy()).as("while the worker has not ended").isTrue();
        engine.pass(new Passing(FaultPoint.TASK_CLOSE, "worker-1", "c-0", List.of(), Map.of(), 1));
        system.ends.countDown();
        timeline.await(EventNames.WORKER_EXITED);

        engine.healAll();
        assertThat(engine.outcomes()).extracting(FaultOutcome::status).containsOnly(FaultOutcome.Status.FIRED);
        assertThat(engine.isBusy()).isFalse();
    }

    @Test
    @Timeout(30)
    void aWorkerThatHadToBeKilledWasNotStopped() throws Exception {
        system.stuck = new IOException("worker-1 was killed");
        FaultEngine engine = engine(fault("stop", "worker.stop", put(1), Map.of()));

        passAll(engine, 1);
        engine.healAll();

        FaultOutcome outcome = engine.outcomes().get(0);
        assertThat(outcome.status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(outcome.detail()).contains("worker-1 was killed");
        assertThat(system.done()).containsExactly("stop worker-1", "start worker-1");
    }

    @Test
    @Timeout(30)
    void strikesByTheClockWhereNothingElseIsToWaitFor() throws Exception {
        FaultEngine engine =
                engine(fault("a", "worker.pause", TriggerSpec.afterMillis(1), Map.of("worker", "worker-2")));
        assertThat(engine.isBusy()).isTrue();

        engine.begin();
        timeline.await(EventNames.WORKER_PAUSED);

        assertThat(system.done()).containsExactly("pause worker-2");
    }

    @Test
    @Timeout(30)
    void aTimeThatBeginsWithAFaultThatCannotBeDoneIsNotWaitedFor() throws Exception {
        system.trouble = new IOException("no such process");
        TriggerSpec later = new TriggerSpec(null, null, 1, Map.of(), "kill", 1);
        FaultEngine engine = engine(
                fault("kill", WorkerKill.KIND, put(1), Map.of()),
                fault("later", "worker.pause", later, Map.of("worker", "worker-2")));

        passAll(engine, 1);

        assertThat(engine.isBusy()).isFalse();
        assertThat(engine.allEnded()).isFalse();
        assertThat(engine.outcomes())
                .extracting(FaultOutcome::status)
                .containsExactly(FaultOutcome.Status.COULD_NOT_BE_DONE, FaultOutcome.Status.NOT_FIRED);
    }

    @Test
    void aFaultThatMeansTheWorkerThatPassedNeedsAPassing() throws Exception {
        FaultEngine engine = engine(
                fault("a", "worker.pause", TriggerSpec.then("b"), Map.of()), fault("b", "noop", put(1), Map.of()));

        passAll(engine, 1);
        timeline.await(EventNames.FAULT_FIRED, 2);
        engine.healAll();

        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(engine.outcomes().get(0).detail()).contains("name one with worker=");
    }

    @Test
    void nothingFiresOnceTheSafetyPhaseIsOver() throws Exception {
        FaultEngine engine = engine(kill(FaultPoint.TASK_PUT_ENTER, 2, Map.of()));
        passAll(engine, 1);

        engine.healAll();
        passAll(engine, 3);

        assertThat(system.done()).isEmpty();
        assertThat(engine.outcomes().get(0).status()).isEqualTo(FaultOutcome.Status.NOT_FIRED);
    }

    private static List<GateDecision> passAll(FaultEngine engine, int count) {
        List<GateDecision> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            decisions.add(pass(engine, put("worker-1", Map.of())));
        }
        return decisions;
    }

    private static GateDecision pass(FaultEngine engine, Passing passing) {
        try {
            return engine.pass(passing);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TriggerSpec put(int nth) {
        return TriggerSpec.at(FaultPoint.TASK_PUT_ENTER).onNth(nth);
    }

    private static TriggerSpec assignedTo(String worker) {
        return TriggerSpec.at(FaultPoint.REBALANCE_ASSIGNED).when("worker", worker);
    }

    private static Passing assigned(String worker) {
        return new Passing(FaultPoint.REBALANCE_ASSIGNED, worker, "c-0", List.of(), Map.of(), 1);
    }

    private static FaultSpec fault(String id, String kind, TriggerSpec trigger, Map<String, String> settings) {
        return new FaultSpec(id, kind, trigger, settings);
    }

    private FaultEngine engine(FaultSpec... faults) {
        return new FaultEngine(List.of(faults), system, RecordingSystem.NAMES, timeline);
    }

    private static FaultSpec kill(FaultPoint point, int nth, Map<String, String> conditions) {
        return new FaultSpec(
                "kill-1", WorkerKill.KIND, new TriggerSpec(point, nth, conditions), Map.of("recovery", "restart"));
    }

    private static Passing put(String worker, Map<String, String> attributes) {
        return new Passing(FaultPoint.TASK_PUT_ENTER, worker, "c-0", List.of(), attributes, 1);
    }

    private static Passing ack(String durable, String tables) {
        Map<String, String> attributes = Map.of("durable", durable, "tables", tables, "connection", "7");
        return new Passing(FaultPoint.TARGET_ACK, "worker-1", null, List.of(), attributes, 1);
    }

    private static final class RecordingTimeline implements TimelineRecorder {
        private final List<TimelineEvent> events = new ArrayList<>();

        @Override
        public synchronized TimelineEvent append(TimelineEvent event) {
            TimelineEvent placed = new TimelineEvent(
                    events.size() + 1,
                    event.epochMicros(),
                    event.source(),
                    event.name(),
                    event.task(),
                    event.spans(),
                    event.attributes());
            events.add(placed);
            notifyAll();
            return placed;
        }

        void await(String name) throws InterruptedException {
            await(name, 1);
        }

        /** The test's own time limit ends the wait. */
        synchronized void await(String name, int times) throws InterruptedException {
            while (names().stream().filter(name::equals).count() < times) {
                wait();
            }
        }

        synchronized List<Long> timesOf(String name) {
            return events.stream()
                    .filter(event -> event.name().equals(name))
                    .map(TimelineEvent::epochMicros)
                    .toList();
        }

        synchronized List<String> names() {
            return events.stream().map(TimelineEvent::name).toList();
        }
    }
}
