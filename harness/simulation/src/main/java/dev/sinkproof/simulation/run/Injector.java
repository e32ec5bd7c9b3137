package dev.sinkproof.simulation.run;

import dev.sinkproof.fault.Passing;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts passings and knows what is planned for which. */
abstract class Injector {
    private final int[] passings = new int[FaultPoint.values().length];

    /**
     * One more passing. Returns what is to be done at it, in order.
     *
     * @param allCommitted whether everything is committed
     */
    final List<Strike> pass(Passing passing, boolean allCommitted) {
        return due(passing, ++passings[passing.point().ordinal()], allCommitted);
    }

    abstract List<Strike> due(Passing passing, int nth, boolean allCommitted);

    /** Whether it has to be known whether everything is committed: to find that out takes time. */
    boolean asksForCommits() {
        return false;
    }

    /** Whether all that was planned has come to pass. */
    abstract boolean done();

    /**
     * What has become of what was planned.
     *
     * @param fired each strike, in order
     */
    abstract List<FaultOutcome> outcomes(List<FaultOutcome> fired);

    /** How often each point was passed. */
    final Map<FaultPoint, Integer> passings() {
        Map<FaultPoint, Integer> counts = new EnumMap<>(FaultPoint.class);
        for (FaultPoint point : FaultPoint.values()) {
            if (passings[point.ordinal()] > 0) {
                counts.put(point, passings[point.ordinal()]);
            }
        }
        return counts;
    }
}
