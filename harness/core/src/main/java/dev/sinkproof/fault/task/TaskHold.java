package dev.sinkproof.fault.task;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.EventNames;
import java.util.Set;

/**
 * Holds the thread, request or response at the fault point until the fault is healed. With a heal trigger of its own it is a delay: past
 * {@code max.poll.interval.ms} the consumer is thrown out of its group; past the graceful shutdown timeout the task is given up and wakes as a zombie.
 */
final class TaskHold implements Fault {
    @Override
    public String kind() {
        return "task.hold";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TASK;
    }

    @Override
    public String meaning() {
        return "hold the thread, request or response at the fault point until healed";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of();
    }

    @Override
    public Where where() {
        return Where.AT_ANY_POINT;
    }

    @Override
    public Effect strike(Moment moment) {
        String whose = moment.passing().task() == null
                ? "on the link of " + moment.passing().worker()
                : "of " + moment.passing().task();
        return Effect.of(
                        EventNames.PASSING_HELD,
                        moment.passing().worker(),
                        moment.passing().point().id() + " " + whose + " was held")
                .holding();
    }
}
