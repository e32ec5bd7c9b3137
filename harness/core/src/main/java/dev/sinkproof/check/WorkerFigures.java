package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the workers' metrics in JMX said of the subject's tasks. Connect counts from zero whenever a task starts; here the counts of all its
 * starts are added up. What a worker counted between the last reading and its SIGKILL is in nobody's hands.
 */
final class WorkerFigures implements Consumer<TimelineEvent> {
    private static final String FAILURES = "total-record-failures";
    private static final String SKIPPED = "total-records-skipped";
    private static final String UNPARKED = "deadletterqueue-produce-failures";
    private static final Set<String> COUNTERS = Set.of(FAILURES, SKIPPED, UNPARKED);
    /** When it starts, whatever it was before has ended, seen or not. */
    private static final Set<String> TASK_ENDS = Set.of(FaultPoint.TASK_START.id(), FaultPoint.TASK_STOP.id());

    private static final String LAG = "records-lag";
    private static final String PUT_MILLIS = "put-batch-max-time-ms";
    private static final String COMMIT_MILLIS = "offset-commit-max-time-ms";
    private static final long MICROS_PER_MILLI = 1000;

    private final String tasks;
    /** By worker and task that run: the last reading. */
    private final Map<String, Map<String, Long>> running = new HashMap<>();
    /** By task, as the worker that spoke last sees it: a worker that is stopped where it is still thinks that the task is its own. */
    private final Map<String, Long> lags = new HashMap<>();
    /** Counts of tasks that run no more. */
    private final Map<String, Long> ended = new HashMap<>();

    private final Steps lag = new Steps();
    private final Steps failures = new Steps();
    private final Steps put = new Steps();
    private final Steps commit = new Steps();
    private boolean collected;
    private boolean holed;

    /** @param connector whose tasks are meant */
    WorkerFigures(String connector) {
        this.tasks = connector + "-";
    }

    /** @throws EvidenceMissingException when the timeline cannot be read */
    static WorkerFigures of(Evidence evidence) {
        WorkerFigures figures = new WorkerFigures(evidence.plan().runId());
        try {
            evidence.timeline().forEach(figures);
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return figures;
    }

    @Override
    public void accept(TimelineEvent event) {
        switch (event.name()) {
            case EventNames.TASK_METRICS -> read(event);
            case EventNames.WORKER_KILLED -> {
                holed = true;
                end(event, event.source() + "/");
            }
            case EventNames.AGENT_DISCONNECTED -> holed |= end(event, event.source() + "/");
            default -> {
                if (TASK_ENDS.contains(event.name())) {
                    end(event, key(event));
                }
            }
        }
    }

    private static String key(TimelineEvent event) {
        return event.source() + "/" + event.task();
    }

    private void read(TimelineEvent event) {
        if (event.task() == null || !event.task().startsWith(tasks)) {
            return;
        }
        Map<String, Long> figures = new HashMap<>();
        event.attributes().forEach((name, value) -> number(value, figure -> figures.put(name, figure)));
        Map<String, Long> before = running.getOrDefault(key(event), Map.of());
        if (COUNTERS.stream().anyMatch(counter -> of(figures, counter) < of(before, counter))) {
            keepCounts(before);
        }
        running.put(key(event), figures);
        lags.put(event.task(), of(figures, LAG));
        collected = true;
        sample(event.epochMicros());
    }

    private static void number(String text, Consumer<Long> taker) {
        try {
            taker.accept(Long.parseLong(text));
        } catch (NumberFormatException e) {
            // A snapshot that somebody has changed; what is no number is missing.
        }
    }

    private static long of(Map<String, Long> figures, String name) {
        return figures.getOrDefault(name, 0L);
    }

    /**
     * @param which worker and task, or worker and nothing for all of its tasks
     * @return whether anything that ran has ended
     */
    private boolean end(TimelineEvent event, String which) {
        List<String> gone = running.keySet().stream()
                .filter(key -> key.equals(which) || which.endsWith("/") && key.startsWith(which))
                .toList();
        gone.forEach(key -> {
            keepCounts(running.remove(key));
            lags.remove(key.substring(key.indexOf('/') + 1));
        });
        if (!gone.isEmpty()) {
            sample(event.epochMicros());
        }
        return !gone.isEmpty();
    }

    private void keepCounts(Map<String, Long> figures) {
        COUNTERS.forEach(counter -> ended.merge(counter, of(figures, counter), Long::sum));
    }

    private void sample(long micros) {
        lag.add(micros, lags.values().stream().mapToLong(Long::longValue).sum());
        failures.add(micros, total(FAILURES));
        put.add(micros, highest(PUT_MILLIS) * MICROS_PER_MILLI);
        commit.add(micros, highest(COMMIT_MILLIS) * MICROS_PER_MILLI);
    }

    private long sum(String name) {
        return running.values().stream().mapToLong(figures -> of(figures, name)).sum();
    }

    private long highest(String name) {
        return running.values().stream()
                .mapToLong(figures -> of(figures, name))
                .max()
                .orElse(0);
    }

    private long total(String counter) {
        return of(ended, counter) + sum(counter);
    }

    /** Whether they were read at all: not in evidence of earlier versions. */
    boolean collected() {
        return collected;
    }

    /** Whether a worker was killed, which may have counted more than was read. */
    boolean holed() {
        return holed;
    }

    /** Times that Connect failed to convert a record, or was told by the subject that it is no good; one that is read again counts again. */
    long failures() {
        return total(FAILURES);
    }

    /** Records that Connect did not hand to the subject. */
    long skipped() {
        return total(SKIPPED);
    }

    /** Whether a person who looks at the metrics of failures sees one above zero. */
    boolean showFailure() {
        return failures() + skipped() + total(UNPARKED) > 0;
    }

    List<Series> series(Measures.Moments moments) {
        if (!collected) {
            return List.of();
        }
        List<Series> all = new ArrayList<>();
        all.add(moments.series(Series.WORKER_LAG, "", lag.lastAt(moments.micros())));
        all.add(moments.series(Series.FAILED_RECORDS, "", failures.highestAt(moments.micros())));
        all.add(moments.series(Series.PUT_LATENCY, "", put.lastAt(moments.micros())));
        all.add(moments.series(Series.COMMIT_LATENCY, "", commit.lastAt(moments.micros())));
        return all;
    }
}
