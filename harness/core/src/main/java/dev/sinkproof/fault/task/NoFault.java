package dev.sinkproof.fault.task;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.util.Set;

/** Does nothing. A link in a chain of triggers, and the control of an experiment: what differs from it is due to the fault. */
final class NoFault implements Fault {
    @Override
    public String kind() {
        return "noop";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TASK;
    }

    @Override
    public String meaning() {
        return "do nothing: a link in a chain of triggers, or the control of an experiment";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of();
    }

    @Override
    public Effect strike(Moment moment) {
        return Effect.of(EventNames.NOTHING_DONE, "harness", "nothing was done");
    }
}
