package dev.sinkproof.simulation.run;

import dev.sinkproof.fault.Passing;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A schedule's faults: each at a passing by its number. */
final class ScheduleInjector extends Injector {
    private final Map<FaultPoint, List<ScheduledFault>> planned = new EnumMap<>(FaultPoint.class);
    private int left;

    ScheduleInjector(Schedule schedule) {
        schedule.faults()
                .forEach(fault -> planned.computeIfAbsent(fault.point(), point -> new ArrayList<>())
                        .add(fault));
        left = schedule.faults().size();
    }

    @Override
    List<Strike> due(Passing passing, int nth, boolean allCommitted) {
        List<ScheduledFault> here = planned.get(passing.point());
        if (here == null) {
            return List.of();
        }
        List<Strike> due = here.stream()
                .filter(fault -> fault.nth() == nth)
                .map(fault -> new Strike(fault.kind(), fault.toSpec(), fault.point(), nth))
                .toList();
        left -= due.size();
        return due;
    }

    @Override
    boolean done() {
        return left == 0;
    }

    /** Those that had an occasion. */
    @Override
    List<FaultOutcome> outcomes(List<FaultOutcome> fired) {
        return List.copyOf(fired);
    }
}
