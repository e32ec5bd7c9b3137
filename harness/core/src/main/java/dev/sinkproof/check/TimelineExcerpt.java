package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A part of the timeline that is small enough for results: first the events that prove anomalies, then what happened to
 * processes, tasks, ownership and faults, what the target refused, and what passed right before and after a fault, then as many passings
 * of fault points as there is room for, evenly spread.
 *
 * @param events at most {@link CaseResult#TIMELINE_MAX} by sequence, unless anomalies need more
 * @param total events in the whole timeline
 */
record TimelineExcerpt(List<TimelineEvent> events, long total) {
    /** Passings that tell who owned what, and when. */
    private static final Set<FaultPoint> RARE = EnumSet.of(
            FaultPoint.TASK_START,
            FaultPoint.TASK_OPEN,
            FaultPoint.TASK_CLOSE,
            FaultPoint.TASK_STOP,
            FaultPoint.REWIND,
            FaultPoint.REBALANCE_ASSIGNED,
            FaultPoint.REBALANCE_REVOKED,
            FaultPoint.REBALANCE_LOST);

    /** Refused requests, evenly spread; a target that throttles may refuse thousands. */
    private static final int REFUSALS_MAX = 60;

    static TimelineExcerpt of(EvidenceStream<TimelineEvent> timeline, Set<Long> proofs) throws IOException {
        Collector collector = new Collector(proofs);
        timeline.forEach(collector);
        return collector.excerpt();
    }

    /** Keeps every n-th element, and doubles n when there is no room. */
    private static final class Thinned {
        private final int max;
        private List<TimelineEvent> kept = new ArrayList<>();
        private long offered;
        private long stride = 1;

        Thinned(int max) {
            this.max = Math.max(1, max);
        }

        void offer(TimelineEvent event) {
            if (offered++ % stride != 0) {
                return;
            }
            kept.add(event);
            if (kept.size() > max) {
                kept = everyOther(kept);
                stride *= 2;
            }
        }

        private static List<TimelineEvent> everyOther(List<TimelineEvent> events) {
            List<TimelineEvent> half = new ArrayList<>();
            for (int i = 0; i < events.size(); i += 2) {
                half.add(events.get(i));
            }
            return half;
        }

        /** At most {@code room} of them. */
        List<TimelineEvent> fit(int room) {
            List<TimelineEvent> fitting = kept;
            while (fitting.size() > Math.max(0, room)) {
                fitting = fitting.size() == 1 ? List.of() : everyOther(fitting);
            }
            return fitting;
        }
    }

    /** Passings right before and right after a fault, where it matters in which order they came. */
    private static final class NearFaults {
        private static final int BEFORE = 24;
        private static final int AFTER = 36;
        private static final int FAULTS_MAX = 4;

        private final Deque<TimelineEvent> recent = new ArrayDeque<>();
        private final List<TimelineEvent> kept = new ArrayList<>();
        private int after;
        private int faults;

        void fired() {
            if (faults++ < FAULTS_MAX) {
                kept.addAll(recent);
                recent.clear();
                after = AFTER;
            }
        }

        /** Whether what passes now is kept, because it comes right after a fault. */
        boolean follows() {
            return after > 0;
        }

        /** Keeps the passing, or forgets the one that lies too far back by now. */
        Optional<TimelineEvent> offer(TimelineEvent event) {
            if (after > 0) {
                after--;
                kept.add(event);
                return Optional.empty();
            }
            recent.add(event);
            return recent.size() > BEFORE ? Optional.of(recent.remove()) : Optional.empty();
        }
    }

    private static final class Collector implements Consumer<TimelineEvent> {
        private final Set<Long> proofs;
        private final List<TimelineEvent> proving = new ArrayList<>();
        private final Thinned notable = new Thinned(CaseResult.TIMELINE_MAX);
        private final Thinned refusals = new Thinned(REFUSALS_MAX);
        private final Thinned passings = new Thinned(CaseResult.TIMELINE_MAX);
        private final NearFaults near = new NearFaults();
        private long total;

        Collector(Set<Long> proofs) {
            this.proofs = proofs;
        }

        @Override
        public void accept(TimelineEvent event) {
            total++;
            if (event.name().equals(EventNames.FAULT_FIRED)) {
                near.fired();
            }
            if (proofs.contains(event.sequence())) {
                proving.add(event);
            } else if (!frequent(event)) {
                notable.offer(event);
            } else if (Refusal.of(event).isPresent() && !near.follows()) {
                refusals.offer(event);
            } else if (FaultPoint.byId(event.name()).isPresent() || event.name().equals(EventNames.OFFSET_COMMITTED)) {
                near.offer(event).ifPresent(passings::offer);
            }
        }

        /** Everyday passings; how the production went, and what the metrics say, stands in the series. */
        private static boolean frequent(TimelineEvent event) {
            return switch (event.name()) {
                case EventNames.OFFSET_COMMITTED, EventNames.SOURCE_PRODUCED, EventNames.TASK_METRICS -> true;
                default ->
                    FaultPoint.byId(event.name())
                            .filter(point -> !RARE.contains(point))
                            .isPresent();
            };
        }

        TimelineExcerpt excerpt() {
            List<TimelineEvent> events = new ArrayList<>(proving);
            events.addAll(near.kept);
            events.addAll(refusals.fit(CaseResult.TIMELINE_MAX - events.size()));
            events.addAll(notable.fit(CaseResult.TIMELINE_MAX - events.size()));
            near.recent.forEach(passings::offer);
            events.addAll(passings.fit(CaseResult.TIMELINE_MAX - events.size()));
            events.sort(Comparator.comparingLong(TimelineEvent::sequence));
            return new TimelineExcerpt(List.copyOf(events), total);
        }
    }
}
