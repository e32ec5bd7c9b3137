package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Makes the target read-only for the subject, as a failover to a standby does. Healed, it may write again. */
final class TargetReadOnly implements Fault {
    @Override
    public String kind() {
        return "target.read_only";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "make the target read-only for the subject until healed; its sessions end";
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
                moment.system().target().makeReadOnly(moment.spec().id(), moment.run()));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}
