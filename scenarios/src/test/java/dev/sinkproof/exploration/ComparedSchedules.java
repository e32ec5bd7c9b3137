package dev.sinkproof.exploration;

import dev.sinkproof.exploration.Behaviour.Aspect;
import dev.sinkproof.exploration.FidelityIT.Compared;
import dev.sinkproof.simulation.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which schedules are compared: every kind of fault, at points of the task, of Connect and of the target. */
final class ComparedSchedules {
    static final List<String> SINKS = List.of("jdbc-exactly-once", "jdbc-at-least-once", "jdbc-idempotent");

    private static final String SYSTEM = "workers=1,tasks=1,partitions=1,records=6,keys=2,poll=2";

    private static final List<String> FAULTS = List.of(
            "",
            ",worker.kill@task.put.enter#1",
            ",worker.kill@target.ack#3",
            ",worker.kill@task.put.exit#1",
            ",worker.kill@task.preCommit.exit#1",
            ",worker.kill@offset.commit.request#1",
            ",worker.stall@task.put.enter#2",
            ",task.restart@task.put.exit#1",
            ",task.cancel@task.put.enter#2",
            ",task.throw.retriable@task.put.enter#2",
            ",task.throw.fatal@task.put.exit#1",
            ",task.throw.retriable@task.preCommit.exit#1",
            ",connector.pause@task.put.exit#1",
            ",offsets.reset@task.put.exit#3",
            ",commit.refuse@offset.commit.request#1",
            ",commit.drop-response@offset.commit.request#1",
            ",commit.late@offset.commit.request#1",
            ",commit.drop-request@offset.commit.request#1",
            ",target.drop-request@target.request#2",
            ",target.refuse@target.request#2",
            ",target.half@target.request#2",
            ",target.close@target.request#2",
            ",target.drop-response@target.ack#2",
            ",group.evict@task.put.enter#2",
            ",delay@task.put.enter#2",
            ",group.rebalance@task.put.exit#1");

    private static final List<String> FEW = List.of("", ",worker.kill@target.ack#3", ",target.close@target.request#2");

    private ComparedSchedules() {}

    static Stream<Compared> all() {
        List<Compared> all = new ArrayList<>();
        SINKS.forEach(sink -> FAULTS.forEach(fault -> all.add(compared(sink, fault))));
        return all.stream();
    }

    /** Of the mode that does most. */
    static Stream<Compared> few() {
        return FEW.stream().map(fault -> compared(SINKS.get(0), fault));
    }

    private static Compared compared(String sink, String fault) {
        return new Compared(sink, Schedule.parse(SYSTEM + fault), mayDiffer(fault));
    }

    /** docs/fidelity.md has the reasons. */
    private static Set<Aspect> mayDiffer(String fault) {
        return fault.startsWith(",group.rebalance") ? Set.of(Aspect.CALLBACKS) : Set.of();
    }
}
