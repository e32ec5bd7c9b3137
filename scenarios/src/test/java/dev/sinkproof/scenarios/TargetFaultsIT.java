package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of the target on a real PostgreSQL and a connector that recovers: it strikes, is felt, and is healed. */
@Tag("full")
class TargetFaultsIT {
    private static final TriggerSpec THIRD_WRITE =
            new TriggerSpec(FaultPoint.TARGET_ACK, 3, Map.of("durable", "true", "table", "${target.table}"));

    /** Longer than a retry of the subject takes, so that it meets the fault. */
    private static final TriggerSpec LATER = TriggerSpec.afterMillis(4_000);

    /** What a worker's log says of each fault that the subject meets; the target's own words. */
    private static final Map<String, String> FELT = Map.of(
            "target.stop", "The connection attempt failed",
            "target.revoke", "permission denied for table",
            "target.lock", "canceling statement due to lock timeout",
            "target.kill_sessions", "terminating connection due to administrator command",
            "target.read_only", "in a read-only transaction",
            "target.statement_timeout", "canceling statement due to statement timeout",
            "target.deadlock", "deadlock detected",
            "target.full", "No space left on device",
            "target.credentials", "password authentication failed");

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        suite = new EmbeddedSuite(
                out,
                List.of(Subjects.bundled("jdbc-idempotent"), Subjects.bundled("jdbc-exactly-once")),
                EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc-idempotent", "jdbc-exactly-once"})
    void areFeltAndHealed(String name) throws IOException {
        SubjectSpec subject = Subjects.bundled(name);
        List<FaultSpec> faults = List.of(
                fault("target.restart", Map.of()),
                fault("target.stop", Map.of()).until(LATER),
                fault("target.revoke", Map.of()).until(LATER),
                fault("target.lock", Map.of()).until(TriggerSpec.afterMillis(7_000)),
                fault("target.kill_sessions", Map.of()),
                fault("target.read_only", Map.of()).until(LATER),
                fault("target.statement_timeout", Map.of("millis", "1")).until(LATER),
                fault("target.deadlock", Map.of()),
                fault("target.full", Map.of()).until(LATER),
                fault("target.credentials", Map.of()).until(LATER));
        List<ScenarioSpec> cases = new ArrayList<>(Catalogue.select(List.of("baseline"), Parameters.NONE));
        faults.forEach(fault -> cases.add(alone(fault)));

        Results results = suite.run(subject, 1, cases);

        for (CaseResult result : results.cases()) {
            assertThat(result.outcome())
                    .as("%s: %s %s", result.plan().scenario().caseId(), result.sentence(), result.faults())
                    .isEqualTo(Outcome.PASS);
            assertThat(result.observed().accounted()).isEqualTo(12_000);
            for (FaultOutcome fault : result.faults()) {
                assertThat(fault.status()).isEqualTo(FaultOutcome.Status.FIRED);
                assertThat(fault.healedAtMicros()).isGreaterThan(fault.firedAtMicros());
                showsInTheTimeline(subject, result, fault);
            }
        }
        saysWhatWasFelt(name);
    }

    @Test
    void cannotTakeAwayWhatIsNotThereYet() throws IOException {
        SubjectSpec subject = Subjects.bundled("jdbc-idempotent");
        List<ScenarioSpec> cases = new ArrayList<>(Catalogue.select(List.of("baseline"), Parameters.NONE));
        cases.add(alone(new FaultSpec("early", "target.revoke", TriggerSpec.at(FaultPoint.TASK_START), Map.of())));

        CaseResult result = suite.run(subject, 2, cases).cases().get(1);

        assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        FaultOutcome fault = result.faults().get(0);
        assertThat(fault.status()).isEqualTo(FaultOutcome.Status.COULD_NOT_BE_DONE);
        assertThat(fault.detail()).contains("there is no table").contains("in the target yet");
    }

    private static FaultSpec fault(String kind, Map<String, String> settings) {
        return new FaultSpec(kind.replace("target.", ""), kind, THIRD_WRITE, settings);
    }

    private static ScenarioSpec alone(FaultSpec fault) {
        return new ScenarioSpec(
                "target-fault", fault.id(), "One fault of the target", "It happens.", 1, 2, List.of(fault));
    }

    private static void showsInTheTimeline(SubjectSpec subject, CaseResult result, FaultOutcome fault)
            throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        TimelineFile.read(suite.runDirectory(subject, 1, result).resolve("timeline.jsonl"))
                .forEach(event -> {
                    if (fault.fault().id().equals(event.attributes().get("fault"))) {
                        events.add(event);
                    }
                });
        assertThat(events)
                .extracting(TimelineEvent::name)
                .contains(EventNames.FAULT_FIRED, EventNames.FAULT_HEALED)
                .containsAnyOf(EventNames.TARGET_DISTURBED, EventNames.TARGET_STOPPED);
    }

    private static void saysWhatWasFelt(String name) throws IOException {
        String log = Files.readString(out.resolve("logs").resolve("worker-1.log"));
        FELT.forEach((kind, words) ->
                assertThat(log).as("%s in the worker's log, %s", kind, name).contains(words));
    }
}
