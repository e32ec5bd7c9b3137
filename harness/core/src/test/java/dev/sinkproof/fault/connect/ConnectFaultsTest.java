package dev.sinkproof.fault.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.fault.ConnectorStates;
import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.InvalidFaultException;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.RunNames;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultOutcome.Status;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectFaultsTest {
    private static final Map<String, String> CONFIG =
            new TreeMap<>(Map.of("connector.class", "x.Sink", "name", "orders", "tasks.max", "2", "batch.size", "100"));

    private final RecordingConnect connect = new RecordingConnect(CONFIG);
    private final Timeline timeline = new Timeline();

    @Test
    void pausesAndResumesOnceConnectSaysSo() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("connector.pause", Map.of()));

        assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.FIRED);
        assertThat(outcome.healedAtMicros()).isPositive();
        assertThat(connect.done()).containsExactly("pause", "resume");
        assertThat(timeline.names())
                .containsSubsequence(
                        EventNames.FAULT_FIRED,
                        EventNames.CONNECTOR_PAUSED,
                        EventNames.CONNECTOR_STATUS,
                        EventNames.FAULT_HEALED);
        assertThat(timeline.detail(EventNames.CONNECTOR_STATUS)).isEqualTo("PAUSED, task 0 PAUSED, task 1 PAUSED");
    }

    @Test
    void aPassingIsNotHeldUntilThePauseShows() throws Exception {
        connect.takeItsTime();
        FaultEngine engine = engine(fault("connector.pause", Map.of()));

        GateDecision decision = engine.pass(put("orders-0"));

        assertThat(decision).isEqualTo(GateDecision.PROCEED);
        assertThat(engine.allEnded()).isFalse();
        assertThat(engine.isBusy()).isTrue();
        connect.report(paused());
        timeline.await(EventNames.CONNECTOR_STATUS);
        engine.healAll();
        assertThat(engine.outcomes().get(0).status()).isEqualTo(Status.FIRED);
    }

    @Test
    void aHealingThatComesBeforeThePauseShowsWaitsForIt() throws Exception {
        connect.takeItsTime();
        FaultEngine engine =
                engine(fault("connector.pause", Map.of()).until(TriggerSpec.at(FaultPoint.TASK_PRE_COMMIT_ENTER)));
        engine.pass(put("orders-0"));

        engine.pass(passing(FaultPoint.TASK_PRE_COMMIT_ENTER, "orders-0"));
        assertThat(connect.done()).containsExactly("pause");
        connect.report(paused());
        connect.await("resume");
        timeline.await(EventNames.FAULT_HEALED);

        assertThat(engine.allEnded()).isTrue();
        assertThat(engine.outcomes().get(0).status()).isEqualTo(Status.FIRED);
    }

    @Test
    void aPauseThatNeverShowsCouldNotBeDoneAndIsHealedAllTheSame() throws Exception {
        connect.trouble = "tell its states";

        FaultOutcome outcome = strikeAndHeal(fault("connector.pause", Map.of()));

        assertThat(outcome.status()).isEqualTo(Status.COULD_NOT_BE_DONE);
        assertThat(outcome.detail())
                .contains("it was done (orders is to pause), but")
                .contains("cannot tell its states");
        assertThat(connect.done()).containsExactly("pause", "resume");
    }

    @Test
    void saysWhatItWaitedForAndWhatItSawLast() {
        assertThatThrownBy(() -> Shown.until("the moon", Duration.ofMillis(1), () -> {
                    throw new IOException("clouds");
                }))
                .hasMessage("waited 1 ms for the moon; last seen: clouds");
    }

    @Test
    void stopsUntilNoTaskIsLeft() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("connector.stop", Map.of()));

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(connect.done()).containsExactly("stop", "resume");
        assertThat(timeline.detail(EventNames.CONNECTOR_STATUS)).isEqualTo("STOPPED");
    }

    /** On a busy machine tasks have stopped before Connect answers that it will stop them. */
    @Test
    void whatComesOfAStopCountsBeforeConnectHasAnswered() throws Exception {
        FaultEngine engine = engine(fault("connector.stop", Map.of())
                .until(TriggerSpec.at(FaultPoint.TASK_STOP).onNth(2)));
        connect.whileStopping = () -> stopped(engine, "orders-0");
        engine.pass(put("orders-0"));
        timeline.await(EventNames.CONNECTOR_STATUS);
        assertThat(connect.done()).containsExactly("stop");

        stopped(engine, "orders-1");
        timeline.await(EventNames.FAULT_HEALED);

        assertThat(connect.done()).containsExactly("stop", "resume");
        assertThat(engine.outcomes().get(0).status()).isEqualTo(Status.FIRED);
    }

    @Test
    void aHealingThatComesBeforeConnectHasAnsweredFollowsTheAnswer() throws Exception {
        FaultEngine engine = engine(fault("connector.stop", Map.of()).until(TriggerSpec.at(FaultPoint.TASK_STOP)));
        connect.whileStopping = () -> stopped(engine, "orders-0");

        engine.pass(put("orders-0"));
        timeline.await(EventNames.FAULT_HEALED);

        assertThat(connect.done()).containsExactly("stop", "resume");
        assertThat(timeline.names())
                .containsSubsequence(
                        EventNames.FAULT_FIRED,
                        FaultPoint.TASK_STOP.id(),
                        EventNames.CONNECTOR_STATUS,
                        EventNames.FAULT_HEALED);
        assertThat(engine.outcomes().get(0).status()).isEqualTo(Status.FIRED);
    }

    private static void stopped(FaultEngine engine, String task) {
        try {
            engine.pass(passing(FaultPoint.TASK_STOP, task));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void restartsWhatThePlanSays() throws Exception {
        strikeAndHeal(fault("connector.restart", Map.of()));
        strikeAndHeal(fault("connector.restart", Map.of("includeTasks", "false", "onlyFailed", "true")));

        assertThat(connect.done())
                .containsExactly(
                        "restart includeTasks=true onlyFailed=false", "restart includeTasks=false onlyFailed=true");
    }

    @Test
    void restartsTheTaskThatPassedOrTheOneThatIsNamed() throws Exception {
        strikeAndHeal(fault("task.restart", Map.of()));
        strikeAndHeal(fault("task.restart", Map.of("task", "1")));

        assertThat(connect.done()).containsExactly("restart task 0", "restart task 1");
    }

    @Test
    void onTheLinkNoTaskCanBeTold() throws Exception {
        FaultEngine engine =
                engine(new FaultSpec("f", "task.restart", TriggerSpec.at(FaultPoint.TARGET_ACK), Map.of()));

        engine.pass(passing(FaultPoint.TARGET_ACK, null));

        assertThat(engine.outcomes().get(0).detail()).contains("name one with task=N");
    }

    @Test
    void reconfiguresOnlyTheKeysThatItIsToldAndPutsThemBack() throws Exception {
        FaultOutcome outcome =
                strikeAndHeal(fault("connector.reconfigure", Map.of("set.batch.size", "10", "set.new.key", "x")));

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(outcome.detail()).contains("[batch.size, new.key] changed");
        Map<String, String> changed = new TreeMap<>(CONFIG);
        changed.putAll(Map.of("batch.size", "10", "new.key", "x"));
        assertThat(connect.done()).containsExactly("configure " + changed, "configure " + CONFIG);
    }

    @Test
    void aReconfigurationThatChangesNothingIsNone() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("connector.reconfigure", Map.of("set.batch.size", "100")));

        assertThat(outcome.status()).isEqualTo(Status.COULD_NOT_BE_DONE);
        assertThat(connect.done()).isEmpty();
    }

    @Test
    void aReconfigurationNeedsAKey() {
        assertThatThrownBy(() -> Faults.validate(List.of(fault("connector.reconfigure", Map.of()))))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("needs at least one set.NAME=");
        assertThatThrownBy(() -> Faults.validate(List.of(fault("connector.reconfigure", Map.of("sett.a", "b")))))
                .hasMessageContaining("has no setting sett.a");
        assertThatThrownBy(() -> Faults.validate(List.of(fault("connector.reconfigure", Map.of("set.", "b")))))
                .hasMessageContaining("has no setting set.");
    }

    @Test
    void scalesAndWaitsForTheTasks() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("connector.scale", Map.of("tasks", "3")));

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(timeline.detail(EventNames.CONNECTOR_STATUS)).contains("task 2 RUNNING");
        assertThat(connect.config("orders")).isEqualTo(CONFIG);
    }

    @Test
    void recreatesWithTheSameConfig() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("connector.recreate", Map.of()));

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(connect.done()).containsExactly("delete", "configure " + CONFIG);
    }

    @Test
    void setsOffsetsBackAndNeverForward() throws Exception {
        reset(Map.of("to", "offset", "offset", "80"), "alter offsets to {0=80}");
        reset(Map.of("to", "time"), "alter offsets to {0=90}");
        reset(Map.of("to", "earliest"), "alter offsets to {0=0, 1=0}");
        reset(Map.of("to", "forgotten"), "reset offsets");
        FaultOutcome outcome = strikeAndHeal(fault("offsets.reset", Map.of("to", "offset", "offset", "100")));

        assertThat(outcome.status()).isEqualTo(Status.COULD_NOT_BE_DONE);
        assertThat(outcome.detail()).contains("no partition could go back");
        assertThat(connect.done()).endsWith("stop", "resume");
    }

    /** A sink that writes large files has committed nothing after its first batches. */
    @Test
    void waitsWithTheResetUntilSomethingWasCommitted() throws Exception {
        connect.hasCommitted(Map.of());
        FaultEngine engine = engine(fault("offsets.reset", Map.of()));

        engine.pass(put("orders-0"));
        connect.awaitOffsetsAsked(2);
        assertThat(connect.done()).isEmpty();
        connect.hasCommitted(Map.of(0, 7L));
        timeline.await(EventNames.OFFSETS_RESET);
        engine.healAll();

        assertThat(connect.done()).containsExactly("stop", "alter offsets to {0=0}", "resume");
    }

    private void reset(Map<String, String> settings, String expected) throws InterruptedException {
        int before = connect.done().size();
        FaultOutcome outcome = strikeAndHeal(fault("offsets.reset", settings));
        assertThat(outcome.status()).as(outcome.detail()).isEqualTo(Status.FIRED);
        assertThat(connect.done().subList(before, connect.done().size())).containsExactly("stop", expected, "resume");
    }

    @Test
    void waitsWithTheResetUntilTheGroupIsEmptyAndLetsThePassingGoMeanwhile() throws Exception {
        connect.takeItsTime();
        connect.refuse("its tasks have not stopped completely yet");
        FaultEngine engine = engine(fault("offsets.reset", Map.of()));

        assertThat(engine.pass(put("orders-0"))).isEqualTo(GateDecision.PROCEED);
        connect.await("stop");
        assertThat(engine.allEnded()).isFalse();
        connect.report(new ConnectorStates("STOPPED", Map.of()));
        timeline.await(EventNames.OFFSETS_RESET);
        engine.healAll();

        assertThat(connect.done()).containsExactly("stop", "alter offsets to {0=0, 1=0}", "resume");
        assertThat(engine.outcomes().get(0).status()).isEqualTo(Status.FIRED);
    }

    @Test
    void neverForgetsOffsetsWhereThatSkipsRecords() throws Exception {
        RunNames skipping = names(Map.of("consumer.override.auto.offset.reset", "latest"));
        FaultEngine engine = new FaultEngine(
                List.of(fault("offsets.reset", Map.of("to", "forgotten"))), connect, skipping, timeline);

        engine.pass(put("orders-0"));
        engine.healAll();

        assertThat(engine.outcomes().get(0).detail()).contains("forgotten offsets mean skipped records");
        assertThat(connect.done()).isEmpty();
    }

    @Test
    void rollsAnotherPluginOutAndBack() throws Exception {
        FaultOutcome outcome = strikeAndHeal(fault("plugin.upgrade", Map.of("plugin", "g:a:2")));

        assertThat(outcome.status()).isEqualTo(Status.FIRED);
        assertThat(outcome.detail()).contains("Connect reports version g:a:2, it was 1.0");
        assertThat(connect.done())
                .containsExactly(
                        "replace the plugin of x.Sink by g:a:2",
                        "stop worker-1",
                        "await the end of worker-1",
                        "start worker-1 with g:a:2",
                        "stop worker-2",
                        "await the end of worker-2",
                        "start worker-2 with g:a:2",
                        "restore the plugin",
                        "stop worker-1",
                        "await the end of worker-1",
                        "start worker-1 with 1.0",
                        "stop worker-2",
                        "await the end of worker-2",
                        "start worker-2 with 1.0");
    }

    @Test
    void aRollOutThatFailsLeavesTheFirstPluginInPlace() throws Exception {
        connect.trouble = "start worker-2";

        FaultOutcome outcome = strikeAndHeal(fault("plugin.upgrade", Map.of("plugin", "g:a:2")));

        assertThat(outcome.status()).isEqualTo(Status.COULD_NOT_BE_DONE);
        assertThat(connect.done()).endsWith("restore the plugin");
    }

    private static ConnectorStates paused() {
        return new ConnectorStates("PAUSED", Map.of(0, "PAUSED", 1, "PAUSED"));
    }

    private FaultOutcome strikeAndHeal(FaultSpec fault) throws InterruptedException {
        FaultEngine engine = engine(fault);
        engine.pass(put("orders-0"));
        engine.healAll();
        return engine.outcomes().get(0);
    }

    private FaultEngine engine(FaultSpec fault) {
        return new FaultEngine(List.of(fault), connect, names(CONFIG), timeline);
    }

    private static RunNames names(Map<String, String> config) {
        return new RunNames("orders", "orders-topic", "connect-orders", "orders", config);
    }

    private static FaultSpec fault(String kind, Map<String, String> settings) {
        return new FaultSpec("f", kind, TriggerSpec.at(FaultPoint.TASK_PUT_ENTER), settings);
    }

    private static Passing put(String task) {
        return passing(FaultPoint.TASK_PUT_ENTER, task);
    }

    private static Passing passing(FaultPoint point, String task) {
        return new Passing(point, "worker-1", task, List.of(), Map.of(), 1);
    }

    private static final class Timeline implements TimelineRecorder {
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

        /** The test's own time limit ends the wait. */
        synchronized void await(String name) throws InterruptedException {
            while (!names().contains(name)) {
                wait();
            }
        }

        synchronized List<String> names() {
            return events.stream().map(TimelineEvent::name).toList();
        }

        synchronized String detail(String name) {
            return events.stream()
                    .filter(event -> event.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .attributes()
                    .get("detail");
        }
    }
}
