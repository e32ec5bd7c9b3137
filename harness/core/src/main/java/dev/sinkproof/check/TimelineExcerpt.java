package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A part of the timeline that is small enough for results: first the events that prove anomalies, then what happened to
 * processes, tasks and faults, then as many passings of fault points as there is room for, evenly spread.
 *
 * @param events at most {@link CaseResult#TIMELINE_MAX} by sequence, unless anomalies need more
 * @param total events in the whole timeline
 */
record TimelineExcerpt(List<TimelineEvent> events, long total) {
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

    private static final class Collector implements Consumer<TimelineEvent> {
        private final Set<Long> proofs;
        private final List<TimelineEvent> proving = new ArrayList<>();
        private final Thinned notable = new Thinned(CaseResult.TIMELINE_MAX);
        private final Thinned passings = new Thinned(CaseResult.TIMELINE_MAX);
        private long total;

        Collector(Set<Long> proofs) {
            this.proofs = proofs;
        }

        @Override
        public void accept(TimelineEvent event) {
            total++;
            if (proofs.contains(event.sequence())) {
                proving.add(event);
            } else if (frequent(event)) {
                passings.offer(event);
            } else {
                notable.offer(event);
            }
        }

        private static boolean frequent(TimelineEvent event) {
            return event.name().equals(EventNames.OFFSET_COMMITTED)
                    || FaultPoint.byId(event.name()).isPresent();
        }

        TimelineExcerpt excerpt() {
            List<TimelineEvent> events = new ArrayList<>(proving);
            events.addAll(notable.fit(CaseResult.TIMELINE_MAX - events.size()));
            events.addAll(passings.fit(CaseResult.TIMELINE_MAX - events.size()));
            events.sort(Comparator.comparingLong(TimelineEvent::sequence));
            return new TimelineExcerpt(List.copyOf(events), total);
        }
    }
}
