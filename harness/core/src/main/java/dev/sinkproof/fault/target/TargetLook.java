package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Does no harm: a reader looks at this moment, while whoever passed the point stands still. */
final class TargetLook implements Fault {
    @Override
    public String kind() {
        return "target.look";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "have a reader list the target's objects and read those that are new to it, at that moment";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET_READER);
    }

    /** Who reads along at each passing does so until everything is there. */
    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.TARGET_SEEN, "target", moment.system().reader().look());
    }
}
