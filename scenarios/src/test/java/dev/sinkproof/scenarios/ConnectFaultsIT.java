package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the connector through Connect, on a real Connect and a real sink: what it did shows in the timeline, and the contract holds. */
@Tag("full")
class ConnectFaultsIT {
    private static final long SEED = 1;
    private static final int TASKS = 2;
    private static final String OTHER_VERSION = "99-test";

    /** Between two commits, so that something is always under way. */
    private static final TriggerSpec IN_PUT =
            TriggerSpec.at(FaultPoint.TASK_PUT_ENTER).when("empty", "false").onNth(7);

    private static final TriggerSpec AT_WRITE = TriggerSpec.at(FaultPoint.TARGET_ACK)
            .when("durable", "true")
            .when("table", Scenario.TARGET_TABLE)
            .onNth(5);

    private static final FaultSpec RETRIABLE =
            new FaultSpec("throw", "task.throw", IN_PUT, Map.of("throwable", "retriable"));

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;
    private static SubjectSpec idempotent;
    private static SubjectSpec appending;
    private static Results results;

    @BeforeAll
    static void run() throws IOException {
        idempotent = Subjects.bundled("jdbc-idempotent");
        appending = Subjects.bundled("jdbc-at-least-once");
        suite = new EmbeddedSuite(out, List.of(idempotent, appending), EmbeddedSuite.SLOWLY);
        Path plugin = Path.of(System.getProperty("sinkproof.home"), "plugins", "jdbc");
        Path other = OtherVersion.of(plugin, OTHER_VERSION, out.resolve("other"));
        results = suite.run(
                idempotent,
                SEED,
                List.of(
                        scenario("baseline", List.of()),
                        scenario(fault("connector.pause", IN_PUT)
                                .until(TriggerSpec.at(FaultPoint.TASK_PRE_COMMIT_ENTER)
                                        .onNth(4))),
                        scenario(fault("connector.stop", IN_PUT)
                                .until(TriggerSpec.at(FaultPoint.TASK_STOP).onNth(TASKS))),
                        scenario(fault("connector.restart", IN_PUT)),
                        scenario(fault("task.restart", IN_PUT)),
                        scenario(fault("connector.reconfigure", AT_WRITE, Map.of("set.batch.size", "77"))
                                .until(TriggerSpec.at(FaultPoint.TASK_START).onNth(TASKS))),
                        scenario(fault("connector.scale", IN_PUT, Map.of("tasks", "3"))
                                .until(TriggerSpec.at(FaultPoint.TASK_START).onNth(3))),
                        scenario(fault("connector.recreate", IN_PUT)),
                        scenario(fault("offsets.reset", IN_PUT)),
                        scenario(
                                "retry",
                                List.of(
                                        RETRIABLE,
                                        new FaultSpec("f", "connector.restart", TriggerSpec.then("throw"), Map.of()))),
                        scenario(fault("plugin.upgrade", IN_PUT, Map.of("plugin", other.toString())))));
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static FaultSpec fault(String kind, TriggerSpec trigger) {
        return fault(kind, trigger, Map.of());
    }

    private static FaultSpec fault(String kind, TriggerSpec trigger, Map<String, String> settings) {
        return new FaultSpec("f", kind, trigger, settings);
    }

    private static ScenarioSpec scenario(FaultSpec fault) {
        return scenario(fault.kind(), List.of(fault));
    }

    private static ScenarioSpec scenario(String id, List<FaultSpec> faults) {
        return new ScenarioSpec(id, "", "a test's own", "a fault is tested", 1, TASKS, faults);
    }

    @Test
    void aPausedConnectorGetsNoRecordsUntilItIsResumed() throws IOException {
        Story story = story("connector.pause");

        assertThat(story.detail(EventNames.CONNECTOR_STATUS)).isEqualTo("PAUSED, task 0 PAUSED, task 1 PAUSED");
        // At this passing it is asked to go on, and may do so before Connect has answered.
        TimelineEvent asked = story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_PRE_COMMIT_ENTER)
                .get(3);
        assertThat(story.after(EventNames.CONNECTOR_STATUS, FaultPoint.TASK_PUT_ENTER))
                .filteredOn(put -> put.epochMicros() < asked.epochMicros())
                .isNotEmpty()
                .allSatisfy(put -> assertThat(put.attributes()).containsEntry("empty", "true"));
        assertThat(story.after(EventNames.FAULT_HEALED, FaultPoint.TASK_PUT_ENTER))
                .anySatisfy(put -> assertThat(put.attributes()).containsEntry("empty", "false"));
    }

    @Test
    void aStoppedConnectorHasNoTasksUntilItIsResumed() throws IOException {
        Story story = story("connector.stop");

        assertThat(story.detail(EventNames.CONNECTOR_STATUS)).isEqualTo("STOPPED");
        assertThat(tasks(story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_STOP)))
                .hasSize(TASKS);
        assertThat(story.between(EventNames.CONNECTOR_STATUS, EventNames.FAULT_HEALED))
                .noneMatch(event -> event.name().startsWith("task.put"));
        assertThat(tasks(story.after(EventNames.FAULT_HEALED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
    }

    @Test
    void aRestartEndsAllTasksAndStartsThem() throws IOException {
        Story story = story("connector.restart");

        assertThat(tasks(story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_STOP)))
                .hasSize(TASKS);
        assertThat(tasks(story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
    }

    /** The batch of which the task asked that it be delivered again goes to its successor. */
    @Test
    void aRestartWhileARetryIsPendingLosesNothing() throws IOException {
        Story story = story("retry");

        assertThat(story.named(EventNames.TASK_THREW)).hasSize(1);
        assertThat(tasks(story.after(EventNames.TASK_THREW, FaultPoint.TASK_START)))
                .hasSize(TASKS);
    }

    /** Connect waits no longer than its graceful timeout for the task that is held: its successor runs beside it. */
    @Test
    void aRestartOfTheTaskThatIsHeldMakesItAZombie() throws IOException {
        Story story = story("task.restart");

        TimelineEvent held = story.passing();
        TimelineEvent successor =
                story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_START).get(0);
        TimelineEvent wakes = story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_PUT_EXIT).stream()
                .filter(event -> event.task().equals(held.task()))
                .findFirst()
                .orElseThrow();
        assertThat(successor.task()).isEqualTo(held.task());
        assertThat(successor.epochMicros()).isLessThan(wakes.epochMicros());
        assertThat(tasks(story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_START)))
                .containsExactly(held.task());
    }

    @Test
    void aNewConfigRestartsTheTasksInTheMiddleOfAWriteAndSoDoesTheOldOne() throws IOException {
        Story story = story("connector.reconfigure");

        assertThat(tasks(story.between(EventNames.FAULT_FIRED, EventNames.FAULT_HEALED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
        assertThat(tasks(story.after(EventNames.FAULT_HEALED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
    }

    @Test
    void aScaledConnectorHasMoreTasksUntilItIsHealed() throws IOException {
        Story story = story("connector.scale");

        assertThat(story.detail(EventNames.CONNECTOR_STATUS)).contains("task 2 ");
        assertThat(tasks(story.between(EventNames.FAULT_FIRED, EventNames.FAULT_HEALED, FaultPoint.TASK_START)))
                .hasSize(3);
        assertThat(tasks(story.after(EventNames.FAULT_HEALED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
    }

    @Test
    void aRecreatedConnectorGoesOnWhereItsGroupStands() throws IOException {
        Story story = story("connector.recreate");

        assertThat(tasks(story.after(EventNames.FAULT_FIRED, FaultPoint.TASK_START)))
                .hasSize(TASKS);
        assertThat(story.commitsGoBack()).isFalse();
    }

    @Test
    void offsetsThatAreSetBackMakeEverythingBeDeliveredAgain() throws IOException {
        Story story = story("offsets.reset");

        assertThat(story.detail(EventNames.OFFSETS_RESET))
                .contains("partition 0 from ")
                .contains(" to 0");
        assertThat(story.commitsGoBack()).isTrue();
        assertThat(story.result().anomalies())
                .extracting(anomaly -> anomaly.kind())
                .doesNotContain(AnomalyKind.OFFSET_REGRESSED);
    }

    @Test
    void anAppendingSinkWritesAgainWhatIsDeliveredAgain() throws IOException {
        Results appended = suite.run(
                appending,
                SEED,
                List.of(scenario("reset", List.of(fault("offsets.reset", IN_PUT, Map.of("to", "forgotten"))))));

        CaseResult result = appended.cases().get(0);
        heldAndFired(result);
        Account account = Account.of(result, suite.runDirectory(appending, SEED, result));
        assertThat(account.missing()).isEmpty();
        assertThat(account.repeated()).isNotEmpty();
        assertThat(Account.named(result, AnomalyKind.DUPLICATED)).isEqualTo(account.repeated());
        assertThat(result.anomalies())
                .extracting(anomaly -> anomaly.kind())
                .doesNotContain(AnomalyKind.OFFSET_REGRESSED);
    }

    @Test
    void anotherVersionOfThePluginIsRolledOutAndBack() throws IOException {
        Story story = story("plugin.upgrade");

        assertThat(story.detail(EventNames.PLUGIN_CHANGED))
                .contains("Connect reports version " + OTHER_VERSION + ", it was " + results.subjectVersion());
        assertThat(story.named(EventNames.WORKER_READY)).hasSize(2);
    }

    private static void heldAndFired(CaseResult result) {
        assertThat(result.outcome())
                .as("%s: %s %s", result.plan().scenario().caseId(), result.sentence(), result.faults())
                .isEqualTo(Outcome.PASS);
        assertThat(result.faults()).allSatisfy(fault -> {
            assertThat(fault.status()).isEqualTo(FaultOutcome.Status.FIRED);
            assertThat(fault.healedAtMicros()).isPositive();
        });
        assertThat(result.observed().accounted())
                .isEqualTo(result.observed().acknowledged())
                .isEqualTo(12_000);
    }

    private static Set<String> tasks(List<TimelineEvent> events) {
        return events.stream().map(TimelineEvent::task).collect(Collectors.toSet());
    }

    private static Story story(String id) throws IOException {
        CaseResult result = results.cases().stream()
                .filter(found -> found.plan().scenario().id().equals(id))
                .findFirst()
                .orElseThrow();
        heldAndFired(result);
        return new Story(result, suite.runDirectory(idempotent, SEED, result));
    }

    /** What the timeline of a case tells, up to the moment when the harness itself ends the connector. */
    private static final class Story {
        private final CaseResult result;
        private final List<TimelineEvent> all = new ArrayList<>();
        private final List<TimelineEvent> events;

        Story(CaseResult result, Path directory) throws IOException {
            this.result = result;
            TimelineFile.read(directory.resolve("timeline.jsonl")).forEach(all::add);
            long end = all.stream()
                    .filter(event -> "read-back".equals(event.attributes().get("phase")))
                    .findFirst()
                    .orElseThrow()
                    .epochMicros();
            this.events =
                    all.stream().filter(event -> event.epochMicros() < end).toList();
        }

        CaseResult result() {
            return result;
        }

        List<TimelineEvent> named(String name) {
            return events.stream().filter(event -> event.name().equals(name)).toList();
        }

        private TimelineEvent first(String name) {
            return named(name).stream()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in the timeline"));
        }

        String detail(String name) {
            return first(name).attributes().get("detail");
        }

        /** The passing that triggered the fault. */
        TimelineEvent passing() {
            long passing =
                    Long.parseLong(first(EventNames.FAULT_FIRED).attributes().get("passing"));
            return events.stream()
                    .filter(event -> event.sequence() == passing)
                    .findFirst()
                    .orElseThrow();
        }

        List<TimelineEvent> after(String name, FaultPoint point) {
            long since = first(name).epochMicros();
            return named(point.id()).stream()
                    .filter(event -> event.epochMicros() > since)
                    .toList();
        }

        List<TimelineEvent> between(String from, String to) {
            long since = first(from).epochMicros();
            long until = first(to).epochMicros();
            return events.stream()
                    .filter(event -> event.epochMicros() > since && event.epochMicros() < until)
                    .toList();
        }

        List<TimelineEvent> between(String from, String to, FaultPoint point) {
            return between(from, to).stream()
                    .filter(event -> event.name().equals(point.id()))
                    .toList();
        }

        /** The offsets topic is read at the end, so its events are behind the end of the rest. */
        boolean commitsGoBack() {
            Map<Integer, Long> last = new TreeMap<>();
            boolean back = false;
            for (TimelineEvent event : all) {
                if (event.name().equals(EventNames.OFFSET_COMMITTED)) {
                    long next = Long.parseLong(event.attributes().get("next"));
                    Long before = last.put(event.spans().get(0).partition(), next);
                    back |= before != null && next < before;
                }
            }
            return back;
        }
    }
}
