package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Sets a deadlock for the subject. Healing waits for it, and says so when none came about. */
final class TargetDeadlock implements Fault {
    @Override
    public String kind() {
        return "target.deadlock";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "have the subject's next write run into a deadlock, of which it is the victim";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.TARGET_DISTURBED,
                "target",
                moment.system().target().deadlock(moment.spec().id(), moment.run()));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}
