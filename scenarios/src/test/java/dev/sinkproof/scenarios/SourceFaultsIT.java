package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the log and to the group under an unmodified connector: records go, offsets have gaps, partitions leave living tasks. */
@Tag("full")
class SourceFaultsIT {
    private static final long RECORDS = 12_000;
    private static final String STOPPED = "s: connector.stop @ task.put.enter#1 empty=false until after d +500";

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
    void recordsThatAreDeletedAreNeverDeliveredAndTheRestIs() throws IOException {
        FaultRun.Ended ended = run.run(1, STOPPED, "d: records.delete unread=some after s");

        ended.requireFiredAndHealed();
        OffsetSpan gone =
                ended.passed().named(EventNames.RECORDS_DELETED).get(0).spans().get(0);
        assertThat(gone.count()).isPositive();
        assertThat(delivered(ended.passed(), gone.partition()))
                .as("nothing of what is gone")
                .noneMatch(span -> span.first() <= gone.last() && span.last() >= gone.first())
                .as("what lies behind it")
                .anyMatch(span -> span.first() == gone.last() + 1);
        assertThat(ended.result().observed().lost()).isZero();
        assertThat(missing(ended)).isEqualTo(gone.count());
        assertThat(ended.result().outcome()).as(ended.result().sentence()).isEqualTo(Outcome.PARTIAL);
        assertThat(ended.result().anomalies()).singleElement().satisfies(silent -> {
            assertThat(silent.kind()).as("Connect goes on without a word").isEqualTo(AnomalyKind.SILENT);
            assertThat(silent.culprit()).isEqualTo(Culprit.CONNECT);
        });
    }

    @Test
    void recordsThatAreCompactedLeaveGapsAndTheRestIsDelivered() throws IOException {
        FaultRun.Ended ended = run.heldIn(1, STOPPED, "d: records.compact after s");

        List<OffsetSpan> gaps =
                ended.passed().named(EventNames.RECORDS_COMPACTED).get(0).spans();
        assertThat(gaps)
                .as("in every partition")
                .extracting(OffsetSpan::partition)
                .contains(0, 1, 2, 3);
        long gone = gaps.stream().mapToLong(OffsetSpan::count).sum();
        assertThat(gone).isGreaterThan(100);
        assertThat(holes(ended.passed())).as("batches with holes in them").isNotEmpty();
        assertThat(ended.result().observed().lost()).isZero();
        assertThat(missing(ended)).isEqualTo(gone);
    }

    @Test
    void recordsOfAbortedTransactionsAreNeverDelivered() throws IOException {
        FaultRun.Ended ended = run.heldIn("aborted-transactions-and-gaps/read-committed");

        assertThat(holes(ended.passed())).as("batches with holes in them").isNotEmpty();
        Observed observed = ended.result().observed();
        assertThat(observed.acknowledged())
                .as("every third transaction was aborted")
                .isLessThan(RECORDS);
        assertThat(observed.targetRows()).isEqualTo(observed.acknowledged());
        assertThat(observed.phantom()).isZero();
        Map<Integer, Long> committed = committed(ended.directory());
        assertThat(committed.values().stream().mapToLong(Long::longValue).sum())
                .as("positions go beyond what was delivered: markers and aborted records are between")
                .isGreaterThan(observed.acknowledged());
    }

    @Test
    void aTopicThatIsCreatedAgainIsReadFromItsBeginning() throws IOException {
        FaultRun.Ended ended = run.heldIn("topic-recreated/offsets-reset");

        TimelineEvent recreated =
                ended.passed().named(EventNames.TOPIC_RECREATED).get(0);
        assertThat(ended.passed().named(FaultPoint.TASK_PUT_ENTER.id()))
                .filteredOn(put -> put.epochMicros() > recreated.epochMicros())
                .flatExtracting(TimelineEvent::spans)
                .as("from offset 0 again")
                .anyMatch(span -> span.first() == 0);
        assertThat(missing(ended)).isZero();
    }

    /** Connect's own rebalances end the tasks; a member that is no task takes partitions from tasks that live on. */
    @Test
    void aForeignMemberTakesPartitionsFromLivingTasksAndGivesThemBack() throws IOException {
        Passed passed = run.held(1, "g: group.join @ task.put.enter#5 empty=false until +2500");

        List<TimelineEvent> joined = passed.named(EventNames.GROUP_JOINED);
        TimelineEvent holds = joined.get(joined.size() - 1);
        TimelineEvent left = passed.healing("g");
        assertThat(holds.attributes().get("detail")).contains(" with ");
        assertThat(passed.between(joined.get(0), holds))
                .extracting(TimelineEvent::name)
                .contains(FaultPoint.REBALANCE_REVOKED.id(), FaultPoint.TASK_CLOSE.id());
        assertThat(passed.named(FaultPoint.REBALANCE_ASSIGNED.id()))
                .as("given back")
                .anyMatch(event -> event.epochMicros() > left.epochMicros());
        assertThat(passed.named(FaultPoint.TASK_START.id()))
                .as("by the same tasks")
                .hasSize(2);
        assertThat(passed.between(joined.get(0), left))
                .extracting(TimelineEvent::name)
                .doesNotContain(FaultPoint.TASK_STOP.id());
    }

    /** By the rows of a table to which each record adds one. */
    private static long missing(FaultRun.Ended ended) {
        return RECORDS - ended.result().observed().targetRows();
    }

    private static List<OffsetSpan> delivered(Passed passed, int partition) {
        return passed.named(FaultPoint.TASK_PUT_ENTER.id()).stream()
                .flatMap(put -> put.spans().stream())
                .filter(span -> span.partition() == partition)
                .toList();
    }

    /** Batches that span more offsets than they have records. */
    private static List<OffsetSpan> holes(Passed passed) {
        List<OffsetSpan> holes = new ArrayList<>();
        passed.named(FaultPoint.TASK_PUT_ENTER.id()).forEach(put -> holes.addAll(put.spans()));
        holes.removeIf(span -> span.last() - span.first() + 1 == span.count());
        return holes;
    }

    /** The last position of each partition, by the offsets topic. */
    private static Map<Integer, Long> committed(Path directory) throws IOException {
        Map<Integer, Long> last = new HashMap<>();
        TimelineFile.read(directory.resolve("timeline.jsonl")).forEach(event -> {
            if (event.name().equals(EventNames.OFFSET_COMMITTED)) {
                last.put(
                        event.spans().get(0).partition(),
                        Long.parseLong(event.attributes().get("next")));
            }
        });
        return last;
    }
}
