package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Ends the subject's sessions on the server. There is nothing to heal: it may connect again. */
final class TargetKillSessions implements Fault {
    @Override
    public String kind() {
        return "target.kill_sessions";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "end every session that the subject has in the target";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.TARGET_DISTURBED, "target", moment.system().target().killSessions(moment.run()));
    }
}
