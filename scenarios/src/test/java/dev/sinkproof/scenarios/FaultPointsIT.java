package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each fault point on a real connector. A thread, request or response that is held there goes nowhere until it is healed, and goes on
 * then; a worker that is killed there does nothing more of what it was held in. Both are borne, and everything arrives once.
 */
@Tag("full")
class FaultPointsIT {
    /** Parks what cannot be converted, so that the points of the dead letter queue are passed; a failed task may be restarted. */
    private static final String PARKING = """
            errors.tolerance=all
            errors.deadletterqueue.topic.name=${source.topic}_dlq
            errors.deadletterqueue.topic.replication.factor=1
            errors.deadletterqueue.context.headers.enable=true
            sinkproof.contract.poison-policy=dead-letter-queue
            sinkproof.contract.operator=restart
            """;

    private static final long HELD_MICROS = 300_000;

    private static final Map<FaultPoint, Place> PLACES = new EnumMap<>(FaultPoint.class);

    static {
        String poison = "p: data.poison partition=0 ordinal=700 count=3";
        // Connect's own rebalances end the tasks; a foreign member takes partitions from tasks that live on.
        String guest = "e: group.join @ task.put.exit#3 empty=false until +3000";
        // The exactly-once mode then asks for the offsets that stand in the target.
        String restart = "e: connector.restart @ task.put.exit#3 empty=false";
        String failure = "e: task.throw throwable=fatal @ task.put.exit#3 empty=false";
        // For longer than a session lasts, no heartbeat of a task's consumer reaches Kafka.
        String silence = "e: kafka.blackhole api=HEARTBEAT @ task.put.enter#2 until +4000";
        String write = "durable=true table=${target.table}";

        put(FaultPoint.TASK_START, "task.start#2");
        put(FaultPoint.TASK_OPEN, "task.open#2");
        put(FaultPoint.TASK_PUT_ENTER, "task.put.enter#3 empty=false");
        put(FaultPoint.TASK_PUT_EXIT, "task.put.exit#3 empty=false");
        put(FaultPoint.TASK_PRE_COMMIT_ENTER, "task.preCommit.enter#2");
        put(FaultPoint.TASK_PRE_COMMIT_EXIT, "task.preCommit.exit#2");
        put(FaultPoint.TASK_CLOSE, "task.close#1 after e", guest);
        put(FaultPoint.TASK_STOP, "task.stop#1 after e", failure);
        put(FaultPoint.POLL_RETURN, "poll.return#3 empty=false");
        put(FaultPoint.CONVERT, "convert#3 empty=false");
        put(FaultPoint.DELIVER, "deliver#3 empty=false");
        put(FaultPoint.OFFSET_COMMIT_REQUEST, "offset.commit.request#2");
        put(FaultPoint.OFFSET_COMMIT_ACK, "offset.commit.ack#2");
        put(FaultPoint.REWIND, "rewind#1 after e", restart);
        put(FaultPoint.REBALANCE_REVOKED, "rebalance.revoked#1 after e", guest);
        put(FaultPoint.REBALANCE_LOST, "rebalance.lost#1", silence);
        put(FaultPoint.REBALANCE_ASSIGNED, "rebalance.assigned#2");
        put(FaultPoint.DLQ_SEND, "dlq.send#1", poison);
        put(FaultPoint.DLQ_ACK, "dlq.ack#1", poison);
        put(FaultPoint.TARGET_CONNECT, "target.connect#2");
        put(FaultPoint.TARGET_REQUEST, "target.request#3 " + write);
        put(FaultPoint.TARGET_ACK, "target.ack#3 outcome=ok " + write);
    }

    @TempDir
    private static Path out;

    private static FaultRun run;

    /** Where a fault at the point stands, and what brings control there where nothing does by itself. */
    private record Place(String trigger, List<String> brought) {
        String[] faults(String fault, String until) {
            List<String> all = new ArrayList<>(brought);
            all.add("f: " + fault + " @ " + trigger + until);
            return all.toArray(String[]::new);
        }
    }

    private static void put(FaultPoint point, String trigger, String... brought) {
        PLACES.put(point, new Place(trigger, List.of(brought)));
    }

    @BeforeAll
    static void start() throws IOException {
        run = new FaultRun(
                out, Subjects.bundledWith("jdbc-exactly-once", "jdbc-points", PARKING), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @Test
    void eachPointHasItsPlace() {
        assertThat(PLACES).containsOnlyKeys(FaultPoint.values());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHeldThereGoesOnOnceItIsHealed(FaultPoint point) throws IOException {
        Passed passed = run.held(1, PLACES.get(point).faults("task.hold", " until +300"));

        TimelineEvent held = passed.passingOf("f");
        TimelineEvent healed = passed.healing("f");
        assertThat(held.name()).isEqualTo(point.id());
        assertThat(healed.epochMicros() - held.epochMicros()).isGreaterThanOrEqualTo(HELD_MICROS);
        assertThat(passed.ofTheSameThread(held))
                .as("nothing before the healing")
                .noneMatch(event -> event.epochMicros() < healed.epochMicros())
                .as("something after it")
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsKilledThereDoesNothingMore(FaultPoint point) throws IOException {
        Passed passed = run.held(1, PLACES.get(point).faults("worker.kill", ""));

        TimelineEvent held = passed.passingOf("f");
        TimelineEvent killed = passed.named(EventNames.WORKER_KILLED).get(0);
        TimelineEvent back = passed.named(EventNames.AGENT_CONNECTED).get(0);
        assertThat(held.name()).isEqualTo(point.id());
        assertThat(killed.epochMicros()).isBetween(held.epochMicros(), back.epochMicros());
        assertThat(passed.ofTheSameThread(held))
                .as("nothing before the worker's successor is there")
                .noneMatch(event -> event.epochMicros() < back.epochMicros());
        assertThat(passed.named(FaultPoint.TASK_START.id()))
                .as("which runs the tasks again")
                .anyMatch(event -> event.epochMicros() > back.epochMicros());
    }
}
