package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Locks the table against everybody. Healed by letting it go. */
final class TargetLock implements Fault {
    @Override
    public String kind() {
        return "target.lock";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "have another session lock the subject's table (ACCESS EXCLUSIVE) until healed";
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
                moment.system().target().lock(moment.spec().id(), moment.run()));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}
