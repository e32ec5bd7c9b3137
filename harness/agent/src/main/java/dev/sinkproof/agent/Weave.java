package dev.sinkproof.agent;

import java.util.List;
import java.util.Optional;

/**
 * A method that the agent weaves into.
 *
 * @param type internal name of the class that declares it, or of its first declarer for tasks
 * @param method name
 * @param descriptor JVM descriptor
 * @param advice what is woven in
 * @param redirect a call in it that goes to the agent instead
 * @param points the points that are missed without it
 */
record Weave(
        String type,
        String method,
        String descriptor,
        Class<?> advice,
        Optional<Redirect> redirect,
        List<Point> points) {
    /**
     * Calls that go to a public static method of the agent, which takes the receiver first and then the same arguments.
     *
     * @param method name of the method that is called
     * @param descriptor its JVM descriptor
     * @param to the agent's class
     * @param toMethod the agent's method
     */
    record Redirect(String method, String descriptor, Class<?> to, String toMethod) {}

    static final String SINK_TASK = "org/apache/kafka/connect/sink/SinkTask";
    static final String WORKER_SINK_TASK = "org/apache/kafka/connect/runtime/WorkerSinkTask";
    static final String REBALANCE_LISTENER = WORKER_SINK_TASK + "$HandleRebalance";
    static final String DEAD_LETTERS = "org/apache/kafka/connect/runtime/errors/DeadLetterQueueReporter";

    private static final String COLLECTION = "(Ljava/util/Collection;)V";
    private static final String OFFSETS = "(Ljava/util/Map;I)V";

    private static Weave of(String type, String method, String descriptor, Class<?> advice, Point... points) {
        return new Weave(type, method, descriptor, advice, Optional.empty(), List.of(points));
    }

    private static Weave task(TaskMethod method, String descriptor, Class<?> advice, Point... points) {
        return of(SINK_TASK, method.javaName(), descriptor, advice, points);
    }

    /** What is woven into every subtype of SinkTask that declares it, and into SinkTask itself. */
    static List<Weave> task() {
        return List.of(
                task(TaskMethod.START, "(Ljava/util/Map;)V", TaskAdvice.Start.class, Point.TASK_START),
                task(TaskMethod.OPEN, COLLECTION, TaskAdvice.Open.class, Point.TASK_OPEN),
                task(TaskMethod.PUT, COLLECTION, TaskAdvice.Put.class, Point.TASK_PUT_ENTER, Point.TASK_PUT_EXIT),
                task(
                        TaskMethod.PRE_COMMIT,
                        "(Ljava/util/Map;)Ljava/util/Map;",
                        TaskAdvice.PreCommit.class,
                        Point.TASK_PRE_COMMIT_ENTER,
                        Point.TASK_PRE_COMMIT_EXIT),
                task(TaskMethod.CLOSE, COLLECTION, TaskAdvice.Close.class, Point.TASK_CLOSE),
                task(TaskMethod.STOP, "()V", TaskAdvice.Stop.class, Point.TASK_STOP));
    }

    /** What is woven into Connect's runner of sink tasks. */
    static List<Weave> runtime() {
        return List.of(
                of(
                        WORKER_SINK_TASK,
                        "pollConsumer",
                        "(J)Lorg/apache/kafka/clients/consumer/ConsumerRecords;",
                        RuntimeAdvice.PollConsumer.class,
                        Point.POLL_RETURN),
                of(
                        WORKER_SINK_TASK,
                        "convertMessages",
                        "(Lorg/apache/kafka/clients/consumer/ConsumerRecords;)V",
                        RuntimeAdvice.ConvertMessages.class,
                        Point.CONVERT),
                of(WORKER_SINK_TASK, "deliverMessages", "()V", RuntimeAdvice.DeliverMessages.class, Point.DELIVER),
                of(
                        WORKER_SINK_TASK,
                        "doCommitSync",
                        OFFSETS,
                        RuntimeAdvice.CommitSync.class,
                        Point.OFFSET_COMMIT_REQUEST),
                of(
                        WORKER_SINK_TASK,
                        "doCommitAsync",
                        OFFSETS,
                        RuntimeAdvice.CommitAsync.class,
                        Point.OFFSET_COMMIT_REQUEST),
                of(
                        WORKER_SINK_TASK,
                        "onCommitCompleted",
                        "(Ljava/lang/Throwable;JLjava/util/Map;)V",
                        RuntimeAdvice.CommitCompleted.class,
                        Point.OFFSET_COMMIT_ACK),
                of(WORKER_SINK_TASK, "rewind", "()V", RuntimeAdvice.Rewind.class, Point.REWIND));
    }

    /** What is woven into Connect's listener for rebalances. */
    static List<Weave> rebalance() {
        return List.of(
                of(
                        REBALANCE_LISTENER,
                        "onPartitionsRevoked",
                        COLLECTION,
                        RuntimeAdvice.Revoked.class,
                        Point.REBALANCE_REVOKED),
                of(REBALANCE_LISTENER, "onPartitionsLost", COLLECTION, RuntimeAdvice.Lost.class, Point.REBALANCE_LOST),
                of(
                        REBALANCE_LISTENER,
                        "onPartitionsAssigned",
                        COLLECTION,
                        RuntimeAdvice.Assigned.class,
                        Point.REBALANCE_ASSIGNED));
    }

    /** What is woven into Connect's writer of dead letters. */
    static List<Weave> deadLetters() {
        Redirect send = new Redirect(
                "send",
                "(Lorg/apache/kafka/clients/producer/ProducerRecord;Lorg/apache/kafka/clients/producer/Callback;)"
                        + "Ljava/util/concurrent/Future;",
                DeadLetters.class,
                "send");
        return List.of(new Weave(
                DEAD_LETTERS,
                "report",
                "(Lorg/apache/kafka/connect/runtime/errors/ProcessingContext;)Ljava/util/concurrent/Future;",
                RuntimeAdvice.ReportDeadLetter.class,
                Optional.of(send),
                List.of(Point.DLQ_SEND, Point.DLQ_ACK)));
    }

    /** For people: {@code WorkerSinkTask.doCommitSync}. */
    String describe() {
        return type.substring(type.lastIndexOf('/') + 1) + "." + method;
    }

    /** For people: which points this weave is for. */
    String describePoints() {
        return String.join(", ", points.stream().map(Point::id).toList());
    }
}
