package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of whole processes on a real connector: the effect by the timeline and by the target, and the healing. */
@Tag("full")
class ProcessFaultsIT {
    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        run = new FaultRun(out, Subjects.bundled("jdbc-exactly-once"), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @Test
    void aPausedWorkerIsReplacedAndWakesAsAZombieThatWritesNothingTwice() throws IOException {
        Passed passed = run.held(2, "z: worker.pause @ task.put.enter#3 until rebalance.assigned#2");

        String zombie = passed.named(EventNames.WORKER_PAUSED).get(0).source();
        long resumed = passed.named(EventNames.WORKER_RESUMED).get(0).epochMicros();
        // By the group, or, where its worker hears first that the tasks are gone, by being stopped before its next
        // poll.
        assertThat(Stream.of("rebalance.lost", "rebalance.revoked", "task.stop")
                        .flatMap(name -> passed.named(name).stream()))
                .as("the zombie learns that it has lost its partitions" + passed.told())
                .anyMatch(event -> event.source().equals(zombie) && event.epochMicros() >= resumed);
        assertThat(passed.named("task.put.enter"))
                .as("another worker carries on meanwhile")
                .anyMatch(event -> !event.source().equals(zombie));
    }

    @Test
    void aWorkerThatIsAskedToEndClosesItsTasksAndComesBack() throws IOException {
        Passed passed = run.held(1, "worker.stop @ task.put.enter#3");

        long stopped = passed.named(EventNames.WORKER_STOPPED).get(0).epochMicros();
        assertThat(passed.named("task.close")).anyMatch(event -> event.epochMicros() >= stopped);
        assertThat(passed.named("task.stop")).anyMatch(event -> event.epochMicros() >= stopped);
        assertThat(passed.named(EventNames.WORKER_READY)).isNotEmpty();
    }

    @Test
    void anotherWorkerTakesOverFromOneThatIsAskedToEnd() throws IOException {
        Passed passed = run.held(2, "worker.stop recovery=takeover @ task.put.enter#3");

        String gone = passed.named(EventNames.WORKER_STOPPED).get(0).source();
        long stopped = passed.named(EventNames.WORKER_STOPPED).get(0).epochMicros();
        assertThat(passed.named("task.start"))
                .anyMatch(event -> !event.source().equals(gone) && event.epochMicros() >= stopped);
        assertThat(passed.named(EventNames.WORKER_READY)).isEmpty();
    }

    @Test
    void aWorkerThatJoinsTakesTasksOver() throws IOException {
        Passed passed = run.held(1, "worker.join leave=true @ task.put.enter#3 until task.put.exit worker=worker-2");

        String joined = passed.named(EventNames.WORKER_JOINED).get(0).source();
        long left = passed.named(EventNames.FAULT_HEALED).get(0).epochMicros();
        assertThat(passed.named("task.put.exit"))
                .anyMatch(event -> event.source().equals(joined));
        assertThat(passed.named("task.start"))
                .as("the first worker takes the tasks back")
                .anyMatch(event -> !event.source().equals(joined) && event.epochMicros() >= left);
    }

    @Test
    void aKillAndWhatFollowsItAreAChain() throws IOException {
        Passed passed = run.held(
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
}
