package dev.sinkproof.exploration;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run must have in common with the same schedule's run in the other environment: neither times nor the sizes of batches.
 *
 * @param committed the last committed offset of each partition
 * @param delivered of each partition, whether everything was delivered, and whether anything more than once
 * @param callbacks of each task, in order; puts and preCommits follow each other as time has it, so a row of them is {@code work}
 * @param outcome against the contract
 * @param anomalies of any kind that were found, allowed or not
 */
record Behaviour(
        Map<Integer, Long> committed,
        Map<Integer, String> delivered,
        Map<String, List<String>> callbacks,
        Outcome outcome,
        Set<AnomalyKind> anomalies) {
    /** What can differ. */
    enum Aspect {
        COMMITTED,
        DELIVERED,
        CALLBACKS,
        OUTCOME,
        ANOMALIES
    }

    private static final String WORK = "work";
    private static final String OPEN = "open";
    private static final Map<String, String> CALLBACKS = Map.of(
            FaultPoint.TASK_START.id(),
            "start",
            FaultPoint.TASK_OPEN.id(),
            OPEN,
            FaultPoint.TASK_PUT_ENTER.id(),
            WORK,
            FaultPoint.TASK_PRE_COMMIT_ENTER.id(),
            WORK,
            FaultPoint.TASK_CLOSE.id(),
            "close",
            FaultPoint.TASK_STOP.id(),
            "stop");

    static Behaviour of(Evidence evidence, Outcome outcome, Set<AnomalyKind> anomalies) throws IOException {
        List<TimelineEvent> events = untilQuiet(evidence);
        return new Behaviour(
                committed(evidence.commits().orElseThrow()),
                delivered(evidence, events),
                callbacks(events),
                outcome,
                anomalies.isEmpty() ? Set.of() : EnumSet.copyOf(anomalies));
    }

    /** What comes then is how the run is cleared away. */
    private static List<TimelineEvent> untilQuiet(Evidence evidence) throws IOException {
        List<TimelineEvent> all = new ArrayList<>();
        evidence.timeline().forEach(all::add);
        for (int i = 0; i < all.size(); i++) {
            TimelineEvent event = all.get(i);
            if (event.name().equals(EventNames.PHASE)
                    && "quiescence".equals(event.attributes().get("phase"))) {
                return all.subList(0, i);
            }
        }
        return all;
    }

    private static Map<Integer, Long> committed(List<OffsetCommit> commits) {
        Map<Integer, Long> last = new TreeMap<>();
        commits.forEach(commit -> last.put(commit.partition(), commit.next()));
        return last;
    }

    private static Map<Integer, String> delivered(Evidence evidence, List<TimelineEvent> events) {
        Map<Integer, Map<Long, Integer>> times = new TreeMap<>();
        for (TimelineEvent event : events) {
            if (event.name().equals(FaultPoint.TASK_PUT_ENTER.id())) {
                for (OffsetSpan span : event.spans()) {
                    for (long offset = span.first(); offset <= span.last(); offset++) {
                        times.computeIfAbsent(span.partition(), made -> new HashMap<>())
                                .merge(offset, 1, Integer::sum);
                    }
                }
            }
        }
        Map<Integer, String> told = new TreeMap<>();
        long records = evidence.plan().workload().recordsPerPartition();
        times.forEach((partition, counts) -> told.put(
                partition,
                (counts.size() < records ? "only " + counts.size() : "all")
                        + (counts.values().stream().anyMatch(count -> count > 1) ? ", some again" : ", once")));
        return told;
    }

    private static Map<String, List<String>> callbacks(List<TimelineEvent> events) {
        Map<String, List<String>> calls = new TreeMap<>();
        for (TimelineEvent event : events) {
            String call = CALLBACKS.get(event.name());
            if (call == null || event.task() == null || aboutNothing(event)) {
                continue;
            }
            List<String> before = calls.computeIfAbsent("task " + number(event.task()), made -> new ArrayList<>());
            if (!call.equals(WORK)
                    || before.isEmpty()
                    || !before.get(before.size() - 1).equals(WORK)) {
                before.add(call);
            }
        }
        calls.values().forEach(Behaviour::dropLastWork);
        return calls;
    }

    /**
     * When the run was read is a matter of time: whether there was still something to commit, and, where a task was started anew after
     * everything was delivered, whether it had opened its partitions yet.
     */
    private static void dropLastWork(List<String> calls) {
        for (String underWay : List.of(WORK, OPEN)) {
            if (calls.get(calls.size() - 1).equals(underWay)) {
                calls.remove(calls.size() - 1);
            }
        }
    }

    private static boolean aboutNothing(TimelineEvent event) {
        return "true".equals(event.attributes().get("empty"));
    }

    private static String number(String task) {
        return task.substring(task.lastIndexOf('-') + 1);
    }

    /** How it differs from another, in words; empty when it does not. */
    List<String> differences(Behaviour other, Set<Aspect> mayDiffer) {
        Map<Aspect, String> differences = new EnumMap<>(Aspect.class);
        differ(Aspect.COMMITTED, committed, other.committed, differences);
        differ(Aspect.DELIVERED, delivered, other.delivered, differences);
        differ(Aspect.CALLBACKS, callbacks, other.callbacks, differences);
        differ(Aspect.OUTCOME, outcome, other.outcome, differences);
        differ(Aspect.ANOMALIES, anomalies, other.anomalies, differences);
        differences.keySet().removeAll(mayDiffer);
        return List.copyOf(differences.values());
    }

    private static void differ(Aspect aspect, Object mine, Object others, Map<Aspect, String> differences) {
        if (!mine.equals(others)) {
            differences.put(aspect, aspect + ": " + mine + " but " + others);
        }
    }
}
