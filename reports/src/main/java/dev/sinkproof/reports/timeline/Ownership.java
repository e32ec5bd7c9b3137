package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A stretch in which a task owned a partition, as its calls of open and close tell.
 *
 * @param partition source partition
 * @param worker where the task ran
 * @param task its name
 * @param from when it was opened, microseconds since the epoch
 * @param to when it was closed, or its worker was gone, or nothing more is known
 * @param shared whether another task owned the partition at the same time
 */
record Ownership(int partition, String worker, String task, long from, long to, boolean shared) {

    /** All stretches, by partition and time. */
    static Map<Integer, List<Ownership>> of(List<TimelineEvent> inOrder, long end) {
        Collector collector = new Collector();
        inOrder.forEach(collector::accept);
        collector.closeAll(end);
        Map<Integer, List<Ownership>> byPartition = new TreeMap<>();
        collector.closed.stream()
                .sorted(Comparator.comparingLong(Ownership::from))
                .forEach(each -> byPartition
                        .computeIfAbsent(each.partition(), key -> new ArrayList<>())
                        .add(each));
        return byPartition;
    }

    private static final class Collector {
        private final List<Ownership> open = new ArrayList<>();
        private final List<Ownership> closed = new ArrayList<>();

        void accept(TimelineEvent event) {
            String worker = LaneKey.worker(event);
            if (event.name().equals(FaultPoint.TASK_OPEN.id())) {
                event.spans().forEach(span -> begin(event, span, worker));
            } else if (gives(event)) {
                close(
                        event.epochMicros(),
                        each -> each.worker().equals(worker)
                                && each.task().equals(task(event))
                                && event.spans().stream().anyMatch(span -> span.partition() == each.partition()));
            } else if (event.name().equals(FaultPoint.TASK_STOP.id())) {
                close(
                        event.epochMicros(),
                        each -> each.worker().equals(worker) && each.task().equals(task(event)));
            } else if (gone(event)) {
                close(event.epochMicros(), each -> each.worker().equals(worker));
            }
        }

        private static boolean gives(TimelineEvent event) {
            return event.name().equals(FaultPoint.TASK_CLOSE.id())
                    || event.name().equals(FaultPoint.REBALANCE_LOST.id());
        }

        private static boolean gone(TimelineEvent event) {
            return event.name().equals(EventNames.WORKER_KILLED) || event.name().equals(EventNames.WORKER_EXITED);
        }

        private static String task(TimelineEvent event) {
            return event.task() == null ? "" : event.task();
        }

        private void begin(TimelineEvent event, OffsetSpan span, String worker) {
            boolean known = open.stream()
                    .anyMatch(each -> each.partition() == span.partition()
                            && each.worker().equals(worker)
                            && each.task().equals(task(event)));
            if (known) {
                return;
            }
            boolean shared = open.stream().anyMatch(each -> each.partition() == span.partition());
            open.add(new Ownership(
                    span.partition(), worker, task(event), event.epochMicros(), event.epochMicros(), shared));
        }

        private void close(long micros, Predicate<Ownership> which) {
            open.removeIf(each -> {
                boolean ends = which.test(each);
                if (ends) {
                    closed.add(new Ownership(
                            each.partition(), each.worker(), each.task(), each.from(), micros, each.shared()));
                }
                return ends;
            });
        }

        void closeAll(long end) {
            close(end, each -> true);
        }
    }
}
