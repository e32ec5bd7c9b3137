package dev.sinkproof.reports.html;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.TimelineEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Leaves out events of a case that has more than anyone can look at: kept are those that prove anomalies, those around faults, what
 * is no everyday event, and then every n-th. Pages say how many are kept.
 */
final class EventLimit {
    /** Events of one case; only proofs of anomalies may exceed it. Judging keeps fewer, so this concerns results from elsewhere. */
    static final int EVENTS_MAX = 3_000;
    /** Events on each side of a fault. */
    private static final int AROUND_FAULT = 40;
    /** Faults whose surroundings are kept whole. */
    private static final int FAULTS_MAX = 8;

    private EventLimit() {}

    static Results apply(Results results) {
        boolean within =
                results.cases().stream().allMatch(each -> each.timeline().size() <= EVENTS_MAX);
        return within
                ? results
                : results.withCases(
                        results.cases().stream().map(EventLimit::apply).toList());
    }

    private static CaseResult apply(CaseResult all) {
        return all.timeline().size() <= EVENTS_MAX ? all : all.withTimeline(new Choice(all).events());
    }

    private static final class Choice {
        private final List<TimelineEvent> all;
        private final BitSet kept = new BitSet();

        Choice(CaseResult result) {
            this.all = result.timeline();
            Set<Long> proofs = result.anomalies().stream()
                    .map(Anomaly::events)
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            keep(each -> proofs.contains(each.sequence()), Integer.MAX_VALUE);
            aroundFaults();
            keep(each -> !EventRow.everyday(each), room());
            keep(each -> true, room());
        }

        private int room() {
            return Math.max(0, EVENTS_MAX - kept.cardinality());
        }

        private void aroundFaults() {
            int faults = 0;
            for (int i = 0; i < all.size() && faults < FAULTS_MAX; i++) {
                if (all.get(i).name().equals(EventNames.FAULT_FIRED)) {
                    kept.set(Math.max(0, i - AROUND_FAULT), Math.min(all.size(), i + AROUND_FAULT + 1));
                    faults++;
                }
            }
        }

        /** Of the events that are wanted and not kept yet at most so many, evenly spread. */
        private void keep(Predicate<TimelineEvent> wanted, int most) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (!kept.get(i) && wanted.test(all.get(i))) {
                    found.add(i);
                }
            }
            int count = Math.min(most, found.size());
            for (long i = 0; i < count; i++) {
                kept.set(found.get((int) (i * found.size() / count)));
            }
        }

        List<TimelineEvent> events() {
            return kept.stream().mapToObj(all::get).toList();
        }
    }
}
