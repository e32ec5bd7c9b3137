package dev.sinkproof.simulation.run;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts passings and knows what is planned for which. */
final class Injector {
    private final int[] passings = new int[FaultPoint.values().length];
    private final Map<FaultPoint, List<ScheduledFault>> planned = new EnumMap<>(FaultPoint.class);

    Injector(Schedule schedule) {
        schedule.faults()
                .forEach(fault -> planned.computeIfAbsent(fault.point(), point -> new ArrayList<>())
                        .add(fault));
    }

    /** One more passing. Returns the faults that belong to it. */
    List<ScheduledFault> pass(FaultPoint point) {
        int nth = ++passings[point.ordinal()];
        List<ScheduledFault> here = planned.get(point);
        return here == null
                ? List.of()
                : here.stream().filter(fault -> fault.nth() == nth).toList();
    }

    /** How often each point was passed. */
    Map<FaultPoint, Integer> passings() {
        Map<FaultPoint, Integer> counts = new EnumMap<>(FaultPoint.class);
        for (FaultPoint point : FaultPoint.values()) {
            if (passings[point.ordinal()] > 0) {
                counts.put(point, passings[point.ordinal()]);
            }
        }
        return counts;
    }
}
