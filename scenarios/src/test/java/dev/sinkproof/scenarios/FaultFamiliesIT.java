package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fault of each family, one upon the other, on one connector; the classes named after a family have them one by one. */
@Tag("slow")
class FaultFamiliesIT {
    @TempDir
    private static Path out;

    private static FaultRun run;

    @BeforeAll
    static void start() throws IOException {
        run = new FaultRun(out, Subjects.bundled("jdbc-idempotent"), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @Test
    void aChainThroughAllFamiliesIsBorne() throws IOException {
        Passed passed = run.held(
                1,
                "task: task.throw throwable=retriable @ task.put.exit partition=0 offset=>=1000",
                "kafka: kafka.refuse api=OFFSET_COMMIT error=COORDINATOR_NOT_AVAILABLE which=times n=1 after task",
                "link: link.reset @ offset.commit.ack error=!none after kafka",
                "connect: connector.restart after link",
                "process: worker.kill worker=worker-1 after connect");

        assertThat(passed.named(EventNames.FAULT_FIRED))
                .extracting(event -> event.attributes().get("fault"))
                .containsExactly("task", "kafka", "link", "connect", "process");
        assertThat(passed.named(EventNames.TASK_THREW)).hasSize(1);
        assertThat(passed.named(EventNames.KAFKA_DISTURBED)).hasSize(1);
        assertThat(passed.named(EventNames.LINK_DISTURBED)).isNotEmpty();
        assertThat(passed.named(EventNames.WORKER_KILLED)).hasSize(1);
        assertThat(passed.named(EventNames.WORKER_READY)).hasSize(1);
    }

    @Tag("full")
    @Test
    void aRequestIsSwallowedAndItsConnectorRestarted() throws IOException {
        Passed passed = run.held(
                1,
                "d: request.drop @ target.request#2 durable=true table=${target.table}",
                "t: connector.restart after d +200",
                "r: link.reset after t +300");

        assertThat(passed.named("link.closed")).isNotEmpty();
    }
}
