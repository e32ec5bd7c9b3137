package dev.sinkproof.agent;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What the woven code calls. Public and static, because the calls stand in classes of Connect and of the subject, which see this
 * class through their class loader's parents; the one static variable is the way from there to the agent.
 *
 * <p>Thrown from here is only what the harness has injected: a failure of the agent is reported as a problem and must not become
 * one of the subject. An injected throwable leaves the woven code where that code calls this class: the method that is entered has
 * then not begun, the method that is left has ended and its result, or what it threw, is lost.
 *
 * <p>Threads: those of the tasks. Each method returns at once unless its point is armed.
 */
public final class Passings {
    private static final ThreadLocal<TaskThread> THREAD = ThreadLocal.withInitial(TaskThread::new);
    private static volatile Observer observer;

    private Passings() {}

    /**
     * Where passings and problems go.
     *
     * @param lastLook what is done before a task that stops goes on, and its metrics with it
     */
    record Observer(Outbox outbox, Problems problems, Runnable lastLook) {}

    static void install(Observer installed) {
        observer = installed;
    }

    /** A batch on its way through put, so that its end speaks of the same records, whatever the task does to the collection. */
    private record Batch(List<Span> spans, int records) {}

    public static void enterStart(Object task) {
        enter(
                TaskMethod.START,
                () -> pass(
                        Point.TASK_START,
                        List.of(),
                        Map.of("class", task.getClass().getName())),
                injected -> exitStart());
    }

    public static void enterOpen(Collection<TopicPartition> partitions) {
        enter(TaskMethod.OPEN, () -> passPartitions(Point.TASK_OPEN, partitions), injected -> exitOpen());
    }

    public static void enterClose(Collection<TopicPartition> partitions) {
        enter(TaskMethod.CLOSE, () -> passPartitions(Point.TASK_CLOSE, partitions), injected -> exitClose());
    }

    public static void enterStop() {
        enter(TaskMethod.STOP, Passings::passStop, injected -> exitStop());
    }

    private static Throwable passStop() {
        observer.lastLook().run();
        return pass(Point.TASK_STOP, List.of(), Map.of());
    }

    public static void exitStart() {
        exit(TaskMethod.START);
    }

    public static void exitOpen() {
        exit(TaskMethod.OPEN);
    }

    public static void exitClose() {
        exit(TaskMethod.CLOSE);
    }

    public static void exitStop() {
        exit(TaskMethod.STOP);
    }

    /** @return what {@link #exitPut} needs to know; null in a call from one put to another */
    public static Object enterPut(Collection<?> records) {
        THREAD.get().countPut();
        Batch[] entered = new Batch[1];
        enter(
                TaskMethod.PUT,
                () -> {
                    entered[0] = worthReporting(records.size(), Point.TASK_PUT_ENTER, Point.TASK_PUT_EXIT)
                            ? new Batch(Spans.ofRecords(records), records.size())
                            : null;
                    return passBatch(Point.TASK_PUT_ENTER, entered[0], new HashMap<>());
                },
                injected -> exitPut(entered[0], injected));
        return entered[0];
    }

    public static void exitPut(Object entered, Throwable error) {
        if (exit(TaskMethod.PUT)) {
            report(() -> passBatch(Point.TASK_PUT_EXIT, (Batch) entered, withError(error)), error);
        }
    }

    /** Connect polls with nothing and puts nothing all the time; that is told only to those who hold for it. */
    private static boolean worthReporting(int records, Point... points) {
        if (records > 0) {
            return true;
        }
        Outbox outbox = observer.outbox();
        for (Point point : points) {
            if (outbox.isArmed(point)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable passBatch(Point point, Batch batch, Map<String, String> attributes) {
        if (batch == null || !worthReporting(batch.records(), point)) {
            return null;
        }
        attributes.put("records", Integer.toString(batch.records()));
        attributes.put("empty", Boolean.toString(batch.records() == 0));
        return pass(point, batch.spans(), attributes);
    }

    public static void enterPreCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        enter(
                TaskMethod.PRE_COMMIT,
                () -> pass(Point.TASK_PRE_COMMIT_ENTER, Spans.ofOffsets(offsets), Map.of()),
                injected -> exitPreCommit(null, injected));
    }

    public static void exitPreCommit(Map<TopicPartition, OffsetAndMetadata> returned, Throwable error) {
        if (exit(TaskMethod.PRE_COMMIT)) {
            report(
                    () -> {
                        Map<String, String> attributes = withError(error);
                        attributes.put("returned", describeReturned(returned, error));
                        List<Span> spans = returned == null ? List.of() : Spans.ofOffsets(returned);
                        return pass(Point.TASK_PRE_COMMIT_EXIT, spans, attributes);
                    },
                    error);
        }
    }

    private static String describeReturned(Map<?, ?> returned, Throwable error) {
        if (error != null) {
            return "exception";
        }
        if (returned == null) {
            return "null";
        }
        return returned.isEmpty() ? "nothing" : "offsets";
    }

    public static void polled(ConsumerRecords<?, ?> records) {
        report(() -> passPoll(Point.POLL_RETURN, records));
    }

    public static void convert(ConsumerRecords<?, ?> records) {
        report(() -> passPoll(Point.CONVERT, records));
    }

    private static Throwable passPoll(Point point, ConsumerRecords<?, ?> records) {
        int count = records == null ? 0 : records.count();
        if (!worthReporting(count, point)) {
            return null;
        }
        return passBatch(point, new Batch(count == 0 ? List.of() : Spans.ofPoll(records), count), new HashMap<>());
    }

    /** @return how many puts this thread has seen so far, for {@link #delivered} */
    public static long deliver(Collection<?> batch) {
        report(() -> {
            if (!worthReporting(batch.size(), Point.DELIVER)) {
                return null;
            }
            return passBatch(Point.DELIVER, new Batch(Spans.ofRecords(batch), batch.size()), new HashMap<>());
        });
        return THREAD.get().puts();
    }

    /** A delivery that ends well has called put; when no woven put was seen, every point of this task is missed. */
    public static void delivered(Object task, long putsBefore) {
        if (THREAD.get().puts() == putsBefore) {
            report(() -> {
                observer.problems()
                        .report("task " + THREAD.get().task() + " was given records, but put of "
                                + task.getClass().getName() + " is not instrumented: its task.* points are missed");
                return null;
            });
        }
    }

    public static void commitRequested(
            Object runtimeTask, String mode, Map<TopicPartition, OffsetAndMetadata> offsets, int seqno) {
        report(() -> {
            TaskThread.Commit commit = new TaskThread.Commit(mode, Spans.ofOffsets(offsets));
            THREAD.get().requested(runtimeTask, seqno, commit);
            return pass(Point.OFFSET_COMMIT_REQUEST, commit.spans(), commitAttributes(mode, seqno));
        });
    }

    /** Connect also ends commits that it never sent, because preCommit failed or had nothing new: those do not pass. */
    public static void commitAnswered(Object runtimeTask, Throwable error, long seqno) {
        report(() -> {
            TaskThread.Commit commit = THREAD.get().answered(runtimeTask, seqno);
            if (commit == null) {
                return null;
            }
            Map<String, String> attributes = withError(error);
            attributes.putAll(commitAttributes(commit.mode(), seqno));
            return pass(Point.OFFSET_COMMIT_ACK, commit.spans(), attributes);
        });
    }

    private static Map<String, String> commitAttributes(String mode, long seqno) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("mode", mode);
        attributes.put("seqno", Long.toString(seqno));
        return attributes;
    }

    public static void rewind(Map<TopicPartition, Long> offsets) {
        if (!offsets.isEmpty()) {
            report(() -> pass(Point.REWIND, Spans.ofSeeks(offsets), Map.of()));
        }
    }

    public static void revoked(Collection<TopicPartition> partitions) {
        report(() -> passPartitions(Point.REBALANCE_REVOKED, partitions));
    }

    public static void lost(Collection<TopicPartition> partitions) {
        report(() -> passPartitions(Point.REBALANCE_LOST, partitions));
    }

    public static void assigned(Collection<TopicPartition> partitions) {
        report(() -> passPartitions(Point.REBALANCE_ASSIGNED, partitions));
    }

    private static Throwable passPartitions(Point point, Collection<TopicPartition> partitions) {
        return pass(point, Spans.ofPartitions(partitions), Map.of("empty", Boolean.toString(partitions.isEmpty())));
    }

    /**
     * Enters a method of a task, and reports that when the call is Connect's own.
     *
     * @param exit what the woven code does when the method ends; not reached there when the entry throws, so it is done here
     */
    private static void enter(TaskMethod method, Supplier<Throwable> passing, Consumer<Throwable> exit) {
        if (THREAD.get().enter(method)) {
            Throwable injected = reported(passing);
            if (injected != null) {
                exit.accept(injected);
                Injected.raise(injected);
            }
        }
    }

    private static boolean exit(TaskMethod method) {
        return THREAD.get().exit(method);
    }

    /** Tells an injected throwable from the subject's own, also where the subject has wrapped it. */
    static Map<String, String> withError(Throwable error) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("error", describe(error));
        if (Injected.isBehind(error)) {
            attributes.put("injected", "true");
        }
        return attributes;
    }

    private static String describe(Throwable error) {
        return error == null ? "none" : error.getClass().getName() + ": " + error.getMessage();
    }

    /** @return what the thread has to throw; null to go on */
    private static Throwable pass(Point point, List<Span> spans, Map<String, String> attributes) {
        return pass(point, THREAD.get().task(), spans, attributes);
    }

    static Throwable pass(Point point, String task, List<Span> spans, Map<String, String> attributes) {
        Map<String, String> told = task == null ? withThread(attributes) : attributes;
        Injection injection = observer.outbox().pass(Passing.now(point, task, spans, told));
        return injection == null ? null : Injected.of(injection, point);
    }

    /** A subject may call its own methods from threads of its own; those show by their names. */
    private static Map<String, String> withThread(Map<String, String> attributes) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put("thread", Thread.currentThread().getName());
        return more;
    }

    static void report(Supplier<Throwable> passing) {
        report(passing, null);
    }

    /**
     * Reports a passing, and throws what is injected there.
     *
     * @param error what the subject has thrown, which would be lost with the subject's result; may be null
     */
    private static void report(Supplier<Throwable> passing, Throwable error) {
        Throwable injected = reported(passing);
        if (injected != null) {
            if (error != null) {
                injected.addSuppressed(error);
            }
            Injected.raise(injected);
        }
    }

    /**
     * Runs what reports a passing, while there is somebody to report to.
     *
     * @return what is to be thrown; null to go on, also when the agent has failed
     */
    private static Throwable reported(Supplier<Throwable> passing) {
        Observer present = observer;
        if (present == null || !present.outbox().isOpen()) {
            return null;
        }
        try {
            return passing.get();
        } catch (RuntimeException | LinkageError e) {
            present.problems().report("a passing could not be reported and is missed: " + e);
            return null;
        }
    }
}
