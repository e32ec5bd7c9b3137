package dev.sinkproof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TimelineRecorder;
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

    private FaultEngine engine(FaultSpec fault) {
        return new FaultEngine(List.of(fault), system, timeline);
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

    private static final class RecordingSystem implements SystemUnderTest {
        private final List<String> done = new ArrayList<>();
        private IOException trouble;

        @Override
        public synchronized String killWorker(String worker) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            done.add("kill " + worker);
            return "SIGKILL";
        }

        @Override
        public synchronized void startWorker(String worker) {
            done.add("start " + worker);
        }
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
            return placed;
        }

        synchronized List<String> names() {
            return events.stream().map(TimelineEvent::name).toList();
        }
    }
}
