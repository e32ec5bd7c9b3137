package dev.sinkproof.check;

import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What showed a person that something was wrong with the subject.
 *
 * @param failed tasks that Connect reported as FAILED at any time
 * @param lines warnings and errors about the subject, in its tasks' threads or of code that is not Kafka's
 * @param letters dead letters of the source topic
 * @param counted whether the workers' metrics counted failures of records
 * @param leftOut warnings of which it is not known what they were about
 */
record Signs(Set<String> failed, List<LogLine> lines, long letters, boolean counted, long leftOut) {
    /** What a worker logs for reasons of its own. */
    private static final List<String> OF_THE_WORKER =
            List.of("org.apache.kafka.", "org.eclipse.jetty.", "org.glassfish.", "org.reflections.");

    /** What Kafka's clients log about their connections and settings, also in a task's thread. */
    private static final List<String> OF_CONNECTIONS =
            List.of("org.apache.kafka.clients.NetworkClient", "org.apache.kafka.common.");

    private static final String RETRY = "RetriableException from SinkTask";

    static Signs of(Case judged, WorkerLogs logs) {
        String connector = judged.plan().runId();
        return new Signs(
                failed(judged),
                logs.lines().stream()
                        .filter(line -> aboutSubject(line, connector))
                        .toList(),
                judged.evidence().deadLetters().stream()
                        .flatMap(List::stream)
                        .filter(letter -> !letter.identified()
                                || letter.topic().equals(judged.plan().topic()))
                        .count(),
                judged.figures().showFailure(),
                logs.leftOut());
    }

    private static Set<String> failed(Case judged) {
        Set<String> failed = new TreeSet<>(judged.evidence()
                .recovery()
                .map(RecoveryFacts::failedTasks)
                .map(Map::keySet)
                .orElse(Set.of()));
        try {
            judged.evidence().timeline().forEach(event -> {
                if (isFailure(event)) {
                    failed.add(event.task());
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return failed;
    }

    private static boolean isFailure(TimelineEvent event) {
        return event.name().equals(EventNames.TASK_STATUS)
                && event.task() != null
                && "FAILED".equals(event.attributes().get("state"));
    }

    private static boolean aboutSubject(LogLine line, String connector) {
        if (startsWithAny(line.logger(), OF_CONNECTIONS)) {
            return false;
        }
        return line.thread().contains(connector)
                || line.message().contains(connector)
                || !startsWithAny(line.logger(), OF_THE_WORKER);
    }

    private static boolean startsWithAny(String logger, List<String> prefixes) {
        return prefixes.stream().anyMatch(logger::startsWith);
    }

    /** What showed at some time from {@code fromMicros} up to {@code endMicros}, exclusive; tasks, letters and counts at any time. */
    Signs between(long fromMicros, long endMicros) {
        return new Signs(
                failed,
                lines.stream()
                        .filter(line -> fromMicros <= line.epochMicros() && line.epochMicros() < endMicros)
                        .toList(),
                letters,
                counted,
                leftOut);
    }

    /** Without what Connect logs each time that a task asks it to deliver a batch again: that is about the batch, which the task has. */
    Signs besidesRetries() {
        return new Signs(
                failed,
                lines.stream().filter(line -> !line.message().contains(RETRY)).toList(),
                letters,
                counted,
                leftOut);
    }

    boolean any() {
        return !failed.isEmpty() || !lines.isEmpty() || letters > 0 || counted;
    }

    long failedTasks() {
        return failed.size();
    }

    long warnings() {
        return lines.size();
    }

    @Override
    public String toString() {
        Stream<String> tasks = failed.stream().map(task -> task + " was FAILED");
        Stream<String> logged = lines.stream()
                .limit(1)
                .map(line -> lines.size() + " warnings were logged, the first at " + Clock.micros(line.epochMicros())
                        + " on " + line.worker() + ": " + line.message());
        Stream<String> parked =
                Stream.of(letters + " dead letters were written").filter(text -> letters > 0);
        Stream<String> metrics =
                Stream.of("the workers' metrics counted records that failed").filter(text -> counted);
        return String.join(
                "; ",
                Stream.of(tasks, logged, parked, metrics).flatMap(each -> each).toList());
    }
}
