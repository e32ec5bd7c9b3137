package dev.sinkproof.simulation.explore;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Schedules drawn from a seed. Used by one thread. */
public final class RandomSchedules {
    /** Faults of one schedule. */
    public static final int FAULTS_MAX = 5;

    private static final int NTH_MAX = 14;
    private static final int GAP = 7;
    private static final int[] POLLS = {3, 10, 10, 25};

    private final SplittableRandom random;

    public RandomSchedules(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public Schedule next() {
        List<ScheduledFault> faults = new ArrayList<>();
        int count = 1 + random.nextInt(FAULTS_MAX);
        while (faults.size() < count) {
            faults.add(fault());
        }
        return new Schedule(topology(), faults);
    }

    private Topology topology() {
        return Topology.DEFAULT
                .with(Protocol.values()[random.nextInt(Protocol.values().length)])
                .with(Dimension.WORKERS, 1 + random.nextInt(2))
                .with(Dimension.TASKS, 1 + random.nextInt(3))
                .with(Dimension.POLL, POLLS[random.nextInt(POLLS.length)])
                .with(Dimension.GAP, random.nextInt(3) == 0 ? GAP : 0)
                .with(Dimension.ORDER, random.nextBoolean() ? 0 : 1 + random.nextInt(1_000));
    }

    /** Any point as likely as any other, whatever has a meaning there; early passings more likely than late ones. */
    private ScheduledFault fault() {
        while (true) {
            FaultPoint point = FaultPoint.values()[random.nextInt(FaultPoint.values().length)];
            FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
            if (kind.fits(point)) {
                return new ScheduledFault(kind, point, 1 + random.nextInt(1 + random.nextInt(NTH_MAX)));
            }
        }
    }
}
