package dev.sinkproof.reports;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the timeline of a case as a run would have left it: two tasks, four partitions, a crash, a restart. */
final class EventSketch {
    static final String TOPIC = "sp-7f3a-orders";
    static final long START = 1_785_506_592_000_000L;
    /** When the worker is killed in {@link #crash}, microseconds after the start. */
    static final long CRASH = 6_214_812;

    private static final int BATCH = 50;

    private final List<TimelineEvent> events = new ArrayList<>();
    private final long[] next = new long[4];
    private long sequence;

    static List<TimelineEvent> calm() {
        EventSketch sketch = new EventSketch();
        sketch.begin("worker-1");
        sketch.load("worker-1", 1_600_000, 8_400_000);
        sketch.end();
        return sketch.inOrder();
    }

    /** Put, acknowledged by the target, killed before the connector hears of it, restarted, delivered again. */
    static List<TimelineEvent> crash() {
        EventSketch sketch = new EventSketch();
        sketch.begin("worker-1");
        sketch.load("worker-1", 1_600_000, CRASH - 40_000);
        long again = sketch.next[0];
        sketch.add(CRASH - 9_700, "worker-1", "task.put.enter", "orders-0", sketch.batch(0, again), Map.of());
        sketch.add(CRASH - 6_100, "link:worker-1", "target.request", null, List.of(), Map.of("statement", "COMMIT"));
        sketch.add(CRASH - 310, "link:worker-1", "target.ack", null, List.of(), Map.of("durable", "true"));
        sketch.add(
                CRASH,
                "harness",
                EventNames.FAULT_FIRED,
                null,
                List.of(),
                Map.of("fault", "kill", "point", "target.ack", "passing", "3"));
        sketch.add(CRASH + 4_420, "harness", EventNames.WORKER_KILLED, null, List.of(), Map.of("worker", "worker-1"));
        sketch.add(CRASH + 5_010, "link:worker-1", EventNames.LINK_CLOSED, null, List.of(), Map.of("by", "connector"));
        sketch.add(CRASH + 2_130_000, "worker-1", EventNames.AGENT_CONNECTED, null, List.of(), Map.of());
        sketch.add(
                CRASH + 2_902_000, "harness", EventNames.WORKER_READY, null, List.of(), Map.of("worker", "worker-1"));
        sketch.add(CRASH + 2_903_000, "harness", EventNames.FAULT_HEALED, null, List.of(), Map.of("fault", "kill"));
        sketch.assigned("worker-1", CRASH + 3_020_000);
        sketch.load("worker-1", CRASH + 3_090_000, 11_900_000);
        sketch.end();
        return sketch.inOrder();
    }

    private void begin(String worker) {
        add(0, "harness", EventNames.PHASE, null, List.of(), Map.of("phase", "setup"));
        add(180_000, worker, EventNames.AGENT_CONNECTED, null, List.of(), Map.of());
        add(940_000, "harness", EventNames.WORKER_READY, null, List.of(), Map.of("worker", worker));
        add(1_490_000, "harness", EventNames.PHASE, null, List.of(), Map.of("phase", "safety"));
        assigned(worker, 1_500_000);
    }

    private void assigned(String worker, long at) {
        for (int task = 0; task < 2; task++) {
            String name = "orders-" + task;
            List<OffsetSpan> owned = List.of(
                    OffsetSpan.position(TOPIC, task * 2, next[task * 2]),
                    OffsetSpan.position(TOPIC, task * 2 + 1, next[task * 2 + 1]));
            add(at + task * 9_000L, worker, "task.start", name, List.of(), Map.of());
            add(at + 20_000 + task * 9_000L, worker, "rebalance.assigned", name, owned, Map.of());
            add(at + 21_500 + task * 9_000L, worker, "task.open", name, owned, Map.of());
        }
    }

    private void load(String worker, long from, long to) {
        int turn = 0;
        long commitAt = from + 1_000_000;
        for (long at = from; at < to - 20_000; at += 61_000) {
            int partition = turn++ % 4;
            String task = "orders-" + partition / 2;
            add(at, worker, "task.put.enter", task, batch(partition, next[partition]), Map.of());
            add(at + 3_200, "link:" + worker, "target.request", null, List.of(), Map.of("statement", "COMMIT"));
            add(at + 9_100, "link:" + worker, "target.ack", null, List.of(), Map.of("durable", "true"));
            add(at + 9_800, worker, "task.put.exit", task, batch(partition, next[partition]), Map.of());
            next[partition] += BATCH;
            if (at >= commitAt) {
                commit(worker, at + 14_000);
                commitAt += 1_000_000;
            }
        }
    }

    private void commit(String worker, long at) {
        for (int task = 0; task < 2; task++) {
            List<OffsetSpan> positions = List.of(
                    OffsetSpan.position(TOPIC, task * 2, next[task * 2]),
                    OffsetSpan.position(TOPIC, task * 2 + 1, next[task * 2 + 1]));
            String name = "orders-" + task;
            long when = at + task * 2_000L;
            add(when, worker, FaultPoint.TASK_PRE_COMMIT_ENTER.id(), name, positions, Map.of());
            add(when + 300, worker, FaultPoint.OFFSET_COMMIT_REQUEST.id(), name, positions, Map.of());
            add(when + 2_000, "kafka", EventNames.OFFSET_COMMITTED, null, positions, Map.of("group", "connect-orders"));
            add(when + 2_900, worker, FaultPoint.OFFSET_COMMIT_ACK.id(), name, positions, Map.of());
        }
    }

    private void end() {
        long last = events.stream().mapToLong(TimelineEvent::epochMicros).max().orElse(START) - START;
        add(last + 60_000, "harness", EventNames.PHASE, null, List.of(), Map.of("phase", "liveness"));
        commit("worker-1", last + 140_000);
        add(last + 160_000, "harness", EventNames.LAG_ZERO, null, List.of(), Map.of());
        add(last + 1_700_000, "harness", EventNames.PHASE, null, List.of(), Map.of("phase", "read-back"));
        add(last + 2_500_000, "harness", EventNames.PHASE, null, List.of(), Map.of("phase", "teardown"));
    }

    private List<OffsetSpan> batch(int partition, long first) {
        return List.of(new OffsetSpan(TOPIC, partition, first, first + BATCH - 1, BATCH));
    }

    private void add(
            long at, String source, String name, String task, List<OffsetSpan> spans, Map<String, String> attributes) {
        events.add(new TimelineEvent(++sequence, START + at, source, name, task, spans, attributes));
    }

    private List<TimelineEvent> inOrder() {
        return events.stream()
                .sorted(Comparator.comparingLong(TimelineEvent::epochMicros))
                .toList();
    }

    /** The first event with this name, counted from {@code atMicros} after the start. */
    static TimelineEvent find(List<TimelineEvent> events, String name, long atMicros) {
        return events.stream()
                .filter(event -> event.name().equals(name) && event.epochMicros() - START >= atMicros)
                .findFirst()
                .orElseThrow();
    }
}
