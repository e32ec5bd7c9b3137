package dev.sinkproof.reports.html;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.timeline.Describe;
import dev.sinkproof.reports.timeline.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A row in the list of events: one event, or a run of everyday events as one.
 *
 * @param anchor of the event; null for a run
 * @param time when, in UTC
 * @param relative time since the case began
 * @param source where; empty for a run
 * @param name what; for a run how many of what
 * @param task which task; empty where there is none
 * @param offsets which offsets; empty where there are none
 * @param attributes further facts; empty where there are none
 * @param proves anomalies that the event proves, as ids to their anchors
 */
record EventRow(
        String anchor,
        String time,
        String relative,
        String source,
        String name,
        String task,
        String offsets,
        String attributes,
        Map<String, String> proves) {
    /** Rows of one case's list, those of events that prove anomalies not counted. */
    static final int ROWS_MAX = 120;

    /** Everyday events this close to a fault are shown one by one. */
    private static final int EVENTS_AROUND_FAULT = 6;
    /** Shorter runs are shown one by one. */
    private static final int RUN_MIN = 3;

    private static final Set<String> EVERYDAY = Set.of(
            FaultPoint.TASK_PUT_ENTER.id(),
            FaultPoint.TASK_PUT_EXIT.id(),
            FaultPoint.TASK_PRE_COMMIT_ENTER.id(),
            FaultPoint.TASK_PRE_COMMIT_EXIT.id(),
            FaultPoint.POLL_RETURN.id(),
            FaultPoint.DELIVER.id(),
            FaultPoint.OFFSET_COMMIT_REQUEST.id(),
            FaultPoint.OFFSET_COMMIT_ACK.id(),
            FaultPoint.TARGET_REQUEST.id(),
            FaultPoint.TARGET_ACK.id(),
            EventNames.OFFSET_COMMITTED);

    /** Whether it happens all the time while nothing is wrong. */
    static boolean everyday(TimelineEvent event) {
        return EVERYDAY.contains(event.name()) && !Shape.refused(event);
    }

    boolean run() {
        return anchor == null;
    }

    static List<EventRow> of(CaseResult result, String caseAnchor) {
        return new Rows(result, caseAnchor).build();
    }

    private static final class Rows {
        private final CaseResult result;
        private final String caseAnchor;
        private final List<TimelineEvent> events;
        private final Map<Long, Map<String, String>> proofs;
        private final List<EventRow> rows = new ArrayList<>();
        private final List<TimelineEvent> run = new ArrayList<>();
        private int plain;

        Rows(CaseResult result, String caseAnchor) {
            this.result = result;
            this.caseAnchor = caseAnchor;
            this.events = result.timeline().stream()
                    .sorted(Comparator.comparingLong(TimelineEvent::epochMicros)
                            .thenComparingLong(TimelineEvent::sequence))
                    .toList();
            this.proofs = proofs(result, caseAnchor);
        }

        private static Map<Long, Map<String, String>> proofs(CaseResult result, String caseAnchor) {
            Map<Long, Map<String, String>> proofs = new TreeMap<>();
            for (Anomaly anomaly : result.anomalies()) {
                for (long sequence : anomaly.events()) {
                    proofs.computeIfAbsent(sequence, key -> new TreeMap<>())
                            .put(anomaly.id(), Anchors.ofAnomaly(caseAnchor, anomaly.id()));
                }
            }
            return proofs;
        }

        List<EventRow> build() {
            for (int i = 0; i < events.size(); i++) {
                TimelineEvent event = events.get(i);
                if (proofs.containsKey(event.sequence())) {
                    flush();
                    rows.add(row(event));
                } else if (worthARow(event, i) && plain < ROWS_MAX) {
                    flush();
                    plain++;
                    rows.add(row(event));
                } else {
                    run.add(event);
                }
            }
            flush();
            return List.copyOf(rows);
        }

        private boolean worthARow(TimelineEvent event, int index) {
            return !everyday(event) || nearFault(index);
        }

        private boolean nearFault(int index) {
            int from = Math.max(0, index - EVENTS_AROUND_FAULT);
            int to = Math.min(events.size(), index + EVENTS_AROUND_FAULT + 1);
            return events.subList(from, to).stream()
                    .anyMatch(event -> event.name().equals(EventNames.FAULT_FIRED));
        }

        private void flush() {
            if (run.size() < RUN_MIN && plain < ROWS_MAX) {
                run.forEach(event -> rows.add(row(event)));
                plain += run.size();
            } else if (!run.isEmpty()) {
                rows.add(collapsed(run));
            }
            run.clear();
        }

        private EventRow row(TimelineEvent event) {
            return new EventRow(
                    Anchors.ofEvent(caseAnchor, event.sequence()),
                    Human.timeOfDay(event.epochMicros()),
                    relative(event),
                    event.source(),
                    event.name(),
                    event.task() == null ? "" : event.task(),
                    Describe.spans(event.spans()),
                    Describe.attributes(event),
                    proofs.getOrDefault(event.sequence(), Map.of()));
        }

        private String relative(TimelineEvent event) {
            return Human.relative(event.epochMicros() - result.startedAtMicros(), 1_000);
        }

        private EventRow collapsed(List<TimelineEvent> run) {
            TimelineEvent first = run.get(0);
            TimelineEvent last = run.get(run.size() - 1);
            String counts = run.stream()
                    .collect(Collectors.groupingBy(TimelineEvent::name, TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> Human.count(entry.getValue()) + " × " + entry.getKey())
                    .collect(Collectors.joining(", "));
            String within = Human.millis((last.epochMicros() - first.epochMicros()) / 1_000);
            return new EventRow(
                    null,
                    Human.timeOfDay(first.epochMicros()),
                    relative(first),
                    "",
                    Human.count(run.size(), "event") + " within " + within + ": " + counts,
                    "",
                    "",
                    "",
                    Map.of());
        }
    }
}
