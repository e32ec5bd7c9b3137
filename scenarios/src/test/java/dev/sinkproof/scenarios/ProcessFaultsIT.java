package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of whole processes on a real connector: the effect by the timeline and by the target, and the healing. */
class ProcessFaultsIT {
    private static final long SEED = 5;

    @TempDir
    private static Path out;

    private static SubjectSpec subject;
    private static EmbeddedSuite suite;
    private static int folder;

    @BeforeAll
    static void start() throws IOException {
        subject = Subjects.bundled("jdbc-exactly-once");
        suite = new EmbeddedSuite(out, List.of(subject), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @Test
    void aPausedWorkerIsReplacedAndWakesAsAZombieThatWritesNothingTwice() throws IOException {
        Passed passed = held(2, "z: worker.pause @ task.put.enter#3 until rebalance.assigned#2");

        String zombie = passed.named(EventNames.WORKER_PAUSED).get(0).source();
        long resumed = passed.named(EventNames.WORKER_RESUMED).get(0).epochMicros();
        assertThat(passed.named("rebalance.lost"))
                .as("the zombie learns that it has lost its partitions")
                .anyMatch(event -> event.source().equals(zombie) && event.epochMicros() >= resumed);
        assertThat(passed.named("task.put.enter"))
                .as("another worker carries on meanwhile")
                .anyMatch(event -> !event.source().equals(zombie));
    }

    @Test
    void aWorkerThatIsAskedToEndClosesItsTasksAndComesBack() throws IOException {
        Passed passed = held(1, "worker.stop @ task.put.enter#3");

        long stopped = passed.named(EventNames.WORKER_STOPPED).get(0).epochMicros();
        assertThat(passed.named("task.close")).anyMatch(event -> event.epochMicros() >= stopped);
        assertThat(passed.named("task.stop")).anyMatch(event -> event.epochMicros() >= stopped);
        assertThat(passed.named(EventNames.WORKER_READY)).isNotEmpty();
    }

    @Test
    void anotherWorkerTakesOverFromOneThatIsAskedToEnd() throws IOException {
        Passed passed = held(2, "worker.stop recovery=takeover @ task.put.enter#3");

        String gone = passed.named(EventNames.WORKER_STOPPED).get(0).source();
        long stopped = passed.named(EventNames.WORKER_STOPPED).get(0).epochMicros();
        assertThat(passed.named("task.start"))
                .anyMatch(event -> !event.source().equals(gone) && event.epochMicros() >= stopped);
        assertThat(passed.named(EventNames.WORKER_READY)).isEmpty();
    }

    @Test
    void aWorkerThatJoinsTakesTasksOver() throws IOException {
        Passed passed = held(1, "worker.join leave=true @ task.put.enter#3 until task.put.exit worker=worker-2");

        String joined = passed.named(EventNames.WORKER_JOINED).get(0).source();
        long left = passed.named(EventNames.FAULT_HEALED).get(0).epochMicros();
        assertThat(passed.named("task.put.exit")).anyMatch(event -> event.source().equals(joined));
        assertThat(passed.named("task.start"))
                .as("the first worker takes the tasks back")
                .anyMatch(event -> !event.source().equals(joined) && event.epochMicros() >= left);
    }

    @Test
    void aKillAndWhatFollowsItAreAChain() throws IOException {
        Passed passed = held(
                2,
                "k: worker.kill recovery=takeover @ target.ack#2 durable=true outcome=ok",
                "h: task.hold @ task.open after k until +300",
                "n: noop after h.healed");

        long killed = passed.named(EventNames.WORKER_KILLED).get(0).epochMicros();
        long heldAt = passed.named(EventNames.PASSING_HELD).get(0).epochMicros();
        assertThat(heldAt).isGreaterThan(killed);
        assertThat(passed.named(EventNames.FAULT_HEALED))
                .extracting(event -> event.attributes().get("fault"))
                .startsWith("h")
                .containsExactlyInAnyOrder("h", "k", "n");
    }

    private static Passed held(int workers, String... faults) throws IOException {
        Parameters parameters = new Parameters(Map.of(Parameters.WORKERS, Integer.toString(workers)));
        CaseResult result = suite.run(subject, SEED + 100 * ++folder, SEED, List.of(Custom.of(List.of(faults), parameters)))
                .cases()
                .get(0);
        assertThat(result.faults()).allSatisfy(fault -> {
            assertThat(fault.status()).as(fault.detail()).isEqualTo(FaultOutcome.Status.FIRED);
            assertThat(fault.healedAtMicros()).isPositive();
        });
        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        return Passed.in(suite.runDirectory(subject, SEED + 100 * folder, result));
    }
}
