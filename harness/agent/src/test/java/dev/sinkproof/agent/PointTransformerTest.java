package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.subject.SubjectTasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PointTransformerTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final Outbox outbox = new Outbox(1000);
    private final Problems problems = new Problems(outbox);
    private final PointTransformer transformer = new PointTransformer(outbox, problems);
    private final String threadName = Thread.currentThread().getName();

    @BeforeEach
    void becomeATask() {
        Passings.install(new Passings.Observer(outbox, problems, () -> {}));
        Thread.currentThread().setName("task-thread-my-orders-3");
    }

    @AfterEach
    void becomeATestAgain() {
        outbox.close();
        Thread.currentThread().setName(threadName);
    }

    @Test
    void reportsEachMethodOfATaskOnceThoughItCallsSuper() throws Exception {
        SinkTask task = task(SubjectTasks.CallingSuper.class);
        task.start(Map.of());
        task.open(List.of(ORDERS_0));
        task.put(records(0, 5));
        task.preCommit(Map.of(ORDERS_0, new OffsetAndMetadata(5)));
        task.close(List.of(ORDERS_0));
        task.stop();

        assertThat(passings())
                .extracting(Frame::brief)
                .containsExactly(
                        "task.start",
                        "task.open orders-0@-1",
                        "task.put.enter orders-0[0..4]",
                        "task.put.exit orders-0[0..4]",
                        "task.preCommit.enter orders-0@5",
                        "task.preCommit.exit orders-0@5",
                        "task.close orders-0@-1",
                        "task.stop");
    }

    @Test
    void tellsTheTaskByItsThread() throws Exception {
        task(SubjectTasks.Base.class).put(records(0, 1));
        Thread.currentThread().setName("pool-1");
        task(SubjectTasks.Base.class).stop();

        List<Frame> passings = passings();
        assertThat(passings).extracting(Frame::task).containsExactly("my-orders-3", "my-orders-3", "");
        assertThat(passings.get(2).attributes()).containsEntry("thread", "pool-1");
    }

    @Test
    void reportsTheExceptionOfAPutAndLetsItThrough() throws Exception {
        SinkTask task = task(SubjectTasks.Failing.class);

        assertThatThrownBy(() -> task.put(records(0, 2))).isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> task.put(records(0, 2))).isInstanceOf(RetriableException.class);
        assertThat(passings())
                .filteredOn(frame -> frame.isPassing("task.put.exit"))
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame.attributes())
                        .containsEntry("error", RetriableException.class.getName() + ": target is away")
                        .containsEntry("records", "2"));
    }

    @Test
    void reportsATaskThatReturnsNoOffsets() throws Exception {
        task(SubjectTasks.Failing.class).preCommit(Map.of(ORDERS_0, new OffsetAndMetadata(5)));

        Frame exit = passings().get(1);
        assertThat(exit.spans()).isEmpty();
        assertThat(exit.attributes()).containsEntry("returned", "null").containsEntry("error", "none");
    }

    @Test
    void speaksOfTheSameRecordsBeforeAndAfterThoughTheTaskTakesThemOut() throws Exception {
        task(SubjectTasks.Consuming.class).put(new ArrayList<>(records(10, 3)));

        assertThat(passings())
                .extracting(Frame::brief)
                .containsExactly("task.put.enter orders-0[10..12]", "task.put.exit orders-0[10..12]");
    }

    @Test
    void countsByTheCoordinatesThatARecordHadInTheSourceLog() throws Exception {
        SinkRecord renamed = new SinkRecord(
                "renamed", 7, null, null, null, null, 0, null, TimestampType.NO_TIMESTAMP_TYPE, null, "orders", 2, 41);
        task(SubjectTasks.Base.class).put(List.of(renamed));

        assertThat(passings().get(0).spans()).containsExactly(new Span("orders", 2, 41, 41, 1));
    }

    @Test
    void spansEachPartitionOfABatch() throws Exception {
        List<SinkRecord> batch = new ArrayList<>(records(0, 3));
        batch.add(record(1, 100));
        batch.addAll(records(7, 1));
        task(SubjectTasks.Base.class).put(batch);

        assertThat(passings().get(0).spans())
                .containsExactlyInAnyOrder(new Span("orders", 0, 0, 7, 4), new Span("orders", 1, 100, 100, 1));
    }

    @Test
    void saysNothingOfEmptyPuts() throws Exception {
        SinkTask task = task(SubjectTasks.Base.class);
        task.put(List.of());
        task.stop();

        assertThat(passings()).extracting(Frame::text).containsExactly("task.stop");
    }

    @Test
    void holdsEmptyPutsWhereArmed() throws Exception {
        SinkTask task = task(SubjectTasks.Base.class);
        outbox.arm(Set.of(Point.TASK_PUT_EXIT), 1);
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> task.put(List.of()));
        List<Frame> passings = passings();
        while (passings.isEmpty()) {
            passings = passings();
        }
        outbox.release(passings.get(0).number(), null);
        put.get();

        assertThat(passings).hasSize(1);
        assertThat(passings.get(0).text()).isEqualTo("task.put.exit");
        assertThat(passings.get(0).attributes()).containsEntry("empty", "true").containsEntry("records", "0");
    }

    @Test
    void tellsWhichMethodsOfTheSubjectItWove() throws Exception {
        task(SubjectTasks.Failing.class);

        assertThat(frames())
                .filteredOn(frame -> frame.kind() == Wire.WOVEN)
                .satisfiesExactlyInAnyOrder(
                        frame -> assertThat(frame.texts())
                                .containsExactly("start", "open", "put", "preCommit", "close", "stop"),
                        frame -> assertThat(frame.texts()).containsExactly("put", "preCommit"));
    }

    @Test
    void leavesOtherClassesAlone() throws Exception {
        Class<?> type = new WeavingLoader(transformer, SubjectTasks.Lookalike.class)
                .loadClass(SubjectTasks.Lookalike.class.getName());
        Object lookalike = type.getConstructor().newInstance();
        type.getMethod("put", Collection.class).invoke(lookalike, records(0, 1));

        assertThat(frames()).isEmpty();
    }

    @Test
    void goesOnWithoutAHarness() throws Exception {
        SinkTask task = task(SubjectTasks.CallingSuper.class);
        outbox.close();
        task.put(records(0, 5));

        assertThat(outbox.take()).isEmpty();
    }

    private SinkTask task(Class<? extends SinkTask> type) throws Exception {
        ClassLoader plugin = new WeavingLoader(transformer, SubjectTasks.Base.class, type);
        return (SinkTask) plugin.loadClass(type.getName()).getConstructor().newInstance();
    }

    private static List<SinkRecord> records(long first, int count) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(0, first + i));
        }
        return records;
    }

    private static SinkRecord record(int partition, long offset) {
        return new SinkRecord("orders", partition, null, null, null, "v", offset);
    }

    private List<Frame> passings() throws InterruptedException {
        return frames().stream().filter(frame -> frame.kind() == Wire.PASSING).toList();
    }

    /** All that was sent so far; something always ends the wait. */
    private List<Frame> frames() throws InterruptedException {
        outbox.send(Message.problem("end"));
        return outbox.take().stream()
                .map(Frame::of)
                .filter(frame -> !frame.text().equals("end"))
                .toList();
    }
}
