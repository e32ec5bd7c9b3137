package dev.sinkproof.simulation;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary schedules. They shrink to fewer faults at earlier passings in a smaller system. */
public final class Schedules {
    private static final int NTH_MAX = 14;
    private static final int FAULTS_MAX = 5;

    private Schedules() {}

    public static Arbitrary<Schedule> any() {
        return Combinators.combine(topologies(), faults().list().ofMaxSize(FAULTS_MAX))
                .as(Schedule::new);
    }

    private static Arbitrary<ScheduledFault> faults() {
        List<ScheduledFault> firsts = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            for (FaultKind kind : FaultKind.values()) {
                if (kind.fits(point)) {
                    firsts.add(new ScheduledFault(kind, point, 1));
                }
            }
        }
        return Combinators.combine(
                        Arbitraries.of(firsts), Arbitraries.integers().between(1, NTH_MAX))
                .as((first, nth) -> new ScheduledFault(first.kind(), first.point(), nth));
    }

    private static Arbitrary<Topology> topologies() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 25),
                        Arbitraries.integers().between(1, 25),
                        Arbitraries.of(Protocol.values()),
                        Arbitraries.of(0, 7),
                        Arbitraries.integers().between(0, 1_000))
                .as((workers, tasks, partitions, records, poll, protocol, gap, order) -> Topology.DEFAULT
                        .with(Dimension.WORKERS, workers)
                        .with(Dimension.TASKS, tasks)
                        .with(Dimension.PARTITIONS, partitions)
                        .with(Dimension.RECORDS, records)
                        .with(Dimension.POLL, poll)
                        .with(protocol)
                        .with(Dimension.GAP, gap)
                        .with(Dimension.ORDER, order));
    }
}
