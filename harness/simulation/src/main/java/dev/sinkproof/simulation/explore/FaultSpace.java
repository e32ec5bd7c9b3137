package dev.sinkproof.simulation.explore;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every single fault at every passing that a run without faults counted, and every pair of those.
 *
 * <p>Pruned, because nothing would be different: faults at {@code poll.return} and {@code deliver}, since from there to {@code
 * task.put.enter} only converters and transforms run; of the two orders of a pair one, since a fault's moment does not depend on
 * its place in the list; and pairs at one passing of which one kills the worker.
 */
public final class FaultSpace {
    private static final Set<FaultPoint> AS_PUT_ENTER = EnumSet.of(FaultPoint.POLL_RETURN, FaultPoint.DELIVER);
    /** A step through the pairs that meets each once, far from the one before. */
    private static final long STRIDE = 7_368_787L;

    private final Topology topology;
    private final List<ScheduledFault> singles = new ArrayList<>();
    private final int pruned;

    /** @param passings of a run without faults */
    FaultSpace(Topology topology, Map<FaultPoint, Integer> passings) {
        this.topology = topology;
        int left = 0;
        for (FaultPoint point : FaultPoint.values()) {
            for (FaultKind kind : FaultKind.values()) {
                int count = kind.fits(point) ? passings.getOrDefault(point, 0) : 0;
                if (AS_PUT_ENTER.contains(point)) {
                    left += count;
                } else {
                    add(kind, point, count);
                }
            }
        }
        this.pruned = left;
    }

    private void add(FaultKind kind, FaultPoint point, int count) {
        for (int nth = 1; nth <= count; nth++) {
            singles.add(new ScheduledFault(kind, point, nth));
        }
    }

    public Topology topology() {
        return topology;
    }

    /** How many single faults there are to try. */
    public int singles() {
        return singles.size();
    }

    /** How many more would make no difference. */
    public int pruned() {
        return pruned;
    }

    /** How many pairs there are, less those at one passing of which one kills. */
    public long pairs() {
        return (long) singles.size() * (singles.size() - 1) / 2;
    }

    Schedule single(int index) {
        return Schedule.of(topology, singles.get(index));
    }

    /** The pairs in an order that meets each once and neighbours never; null for one that is pruned. */
    Schedule pair(long number) {
        long index = Math.floorMod(number * step(), pairs());
        int second = (int) ((1 + Math.sqrt(1 + 8.0 * index)) / 2);
        while ((long) second * (second - 1) / 2 > index) {
            second--;
        }
        while ((long) (second + 1) * second / 2 <= index) {
            second++;
        }
        ScheduledFault a = singles.get((int) (index - (long) second * (second - 1) / 2));
        ScheduledFault b = singles.get(second);
        return moot(a, b) ? null : Schedule.of(topology, a, b);
    }

    private long step() {
        long step = STRIDE;
        while (gcd(step, pairs()) != 1) {
            step++;
        }
        return step;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static boolean moot(ScheduledFault a, ScheduledFault b) {
        return a.point() == b.point()
                && a.nth() == b.nth()
                && (a.kind() == FaultKind.WORKER_KILL || b.kind() == FaultKind.WORKER_KILL);
    }
}
