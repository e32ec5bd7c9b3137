package dev.sinkproof.simulation.explore;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Poison;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Schedules drawn from a seed. Used by one thread. */
public final class RandomSchedules {
    /** Faults of one schedule. */
    public static final int FAULTS_MAX = 5;

    private static final Set<FaultPoint> OF_SOME_SUBJECTS =
            EnumSet.of(FaultPoint.CONVERT, FaultPoint.DLQ_SEND, FaultPoint.DLQ_ACK, FaultPoint.TARGET_CONNECT);

    private static final int NTH_MAX = 14;
    private static final int GAP = 7;
    private static final int[] POLLS = {3, 10, 10, 25};

    private final SplittableRandom random;
    private final Set<FaultPoint> left;
    private final FaultKind[] kinds;
    private final boolean poison;

    /** For subjects without a dead letter queue whose connections are not seen. */
    public RandomSchedules(long seed) {
        this(seed, Set.of());
    }

    /** @param more of {@code convert}, {@code dlq.send}, {@code dlq.ack} and {@code target.connect} those that the subject's runs may pass; records that cannot be delivered come with the queue's */
    public RandomSchedules(long seed, Set<FaultPoint> more) {
        this.random = new SplittableRandom(seed);
        this.left = EnumSet.copyOf(OF_SOME_SUBJECTS);
        this.left.removeAll(more);
        this.kinds = Stream.of(FaultKind.values())
                .filter(kind ->
                        Stream.of(FaultPoint.values()).anyMatch(point -> kind.fits(point) && !left.contains(point)))
                .toArray(FaultKind[]::new);
        this.poison = more.contains(FaultPoint.DLQ_SEND);
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
        Topology drawn = Topology.DEFAULT
                .with(Protocol.values()[random.nextInt(Protocol.values().length)])
                .with(Dimension.WORKERS, 1 + random.nextInt(2))
                .with(Dimension.TASKS, 1 + random.nextInt(3))
                .with(Dimension.POLL, POLLS[random.nextInt(POLLS.length)])
                .with(Dimension.GAP, random.nextInt(3) == 0 ? GAP : 0)
                .with(Dimension.ORDER, random.nextBoolean() ? 0 : 1 + random.nextInt(1_000));
        return poison ? drawn.with(Dimension.POISON, random.nextInt(1 + Poison.ALL)) : drawn;
    }

    /** Any point as likely as any other, whatever has a meaning there; early passings more likely than late ones. */
    private ScheduledFault fault() {
        while (true) {
            FaultPoint point = FaultPoint.values()[random.nextInt(FaultPoint.values().length)];
            FaultKind kind = kinds[random.nextInt(kinds.length)];
            if (kind.fits(point) && !left.contains(point)) {
                return new ScheduledFault(kind, point, 1 + random.nextInt(1 + random.nextInt(NTH_MAX)));
            }
        }
    }
}
