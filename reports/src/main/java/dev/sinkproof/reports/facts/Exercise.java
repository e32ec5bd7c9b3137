package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a case did what it set out to do. Counts of events come from the whole timeline; in results
 * that are older than such counts, from the events that were kept, and are then lower bounds.
 *
 * @param faultsPlanned faults in the plan
 * @param faultsFired of those, how many fired
 * @param workersLost worker processes that were killed or ended by themselves
 * @param rebalances assignments of partitions to a task's consumer
 * @param puts calls of {@code SinkTask.put}
 * @param targetAcks writes that the target acknowledged on the link
 * @param offsetCommits commits found in the offsets topic
 * @param lowerBounds whether the counts of events are lower bounds
 */
public record Exercise(
        int faultsPlanned,
        long faultsFired,
        long workersLost,
        long rebalances,
        long puts,
        long targetAcks,
        long offsetCommits,
        boolean lowerBounds) {

    public static Exercise of(CaseResult result) {
        return new Exercise(
                result.plan().scenario().faults().size(),
                result.faults().stream()
                        .filter(fault -> fault.status() == FaultOutcome.Status.FIRED)
                        .count(),
                events(result, EventNames.WORKER_KILLED, EventNames.WORKER_EXITED),
                events(result, FaultPoint.REBALANCE_ASSIGNED.id()),
                events(result, FaultPoint.TASK_PUT_ENTER.id()),
                events(result, FaultPoint.TARGET_ACK.id()),
                events(result, EventNames.OFFSET_COMMITTED),
                result.counts().isEmpty()
                        && result.timelineTotal() > result.timeline().size());
    }

    private static long events(CaseResult result, String... names) {
        if (!result.counts().isEmpty()) {
            return Stream.of(names).mapToLong(result::count).sum();
        }
        Set<String> wanted = Set.of(names);
        return result.timeline().stream()
                .filter(event -> wanted.contains(event.name()))
                .count();
    }
}
