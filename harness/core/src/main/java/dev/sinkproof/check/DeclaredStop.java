package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A subject that says it stops at what it cannot write, and has done so: a record that cannot be written has come to it and is not
 * committed, and all its tasks have FAILED. Nothing is stuck then that the contract does not say.
 */
final class DeclaredStop {
    private static final Set<String> REACHED = Set.of(FaultPoint.CONVERT.id(), FaultPoint.DELIVER.id());

    private DeclaredStop() {}

    /** @throws EvidenceMissingException when the timeline, which shows whether such a record came, cannot be read */
    static boolean explains(Case judged, RecoveryFacts facts) {
        return judged.contract().poisonPolicy() == PoisonPolicy.FAIL
                && facts.lagZeroAtMicros() == 0
                && facts.failedTasks().size() >= judged.plan().scenario().tasks()
                && reached(judged, waiting(judged));
    }

    static String sentence(Case judged) {
        Map<Integer, Set<Long>> waiting = waiting(judged);
        int partition = waiting.keySet().iterator().next();
        long first = waiting.get(partition).iterator().next();
        long all = waiting.values().stream().mapToLong(Set::size).sum();
        return "the subject stopped at what it cannot write, as its contract says ("
                + judged.plan().topic() + "-" + partition + "@" + first
                + (all == 1 ? "" : " and " + (all - 1) + " more") + "); a person has to decide about it";
    }

    /** Offsets of records that no row can come of and that were not committed past, by partition. */
    private static Map<Integer, Set<Long>> waiting(Case judged) {
        Map<Integer, Set<Long>> waiting = new TreeMap<>();
        Ledger ledger = judged.ledger();
        if (!judged.workload().irregular()) {
            return Map.of();
        }
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            for (long ordinal = judged.demand().ordinals(partition); ordinal < ledger.count(partition); ordinal++) {
                boolean mayStop = !judged.workload().hasRow(partition, ordinal)
                        || judged.workload().refusable(partition, ordinal);
                if (mayStop && ledger.acked(partition, ordinal)) {
                    waiting.computeIfAbsent(partition, p -> new TreeSet<>()).add(ledger.offsetOf(partition, ordinal));
                }
            }
        }
        return waiting;
    }

    private static boolean reached(Case judged, Map<Integer, Set<Long>> waiting) {
        AtomicBoolean reached = new AtomicBoolean();
        if (waiting.isEmpty()) {
            return false;
        }
        try {
            judged.evidence().timeline().forEach(event -> {
                if (REACHED.contains(event.name()) && covers(judged, event, waiting)) {
                    reached.set(true);
                }
            });
        } catch (IOException e) {
            throw new EvidenceMissingException("the timeline cannot be read: " + e.getMessage(), e);
        }
        return reached.get();
    }

    private static boolean covers(Case judged, TimelineEvent event, Map<Integer, Set<Long>> waiting) {
        return event.spans().stream()
                .filter(span -> span.topic().equals(judged.plan().topic()))
                .anyMatch(span -> waiting.getOrDefault(span.partition(), Set.of()).stream()
                        .anyMatch(offset -> within(span, offset)));
    }

    private static boolean within(OffsetSpan span, long offset) {
        return span.first() <= offset && offset <= span.last();
    }
}
