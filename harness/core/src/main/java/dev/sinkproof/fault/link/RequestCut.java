package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.EventNames;
import java.util.Set;

/** Closes the connection on both sides instead of passing on what is held. */
final class RequestCut implements Fault {
    @Override
    public String kind() {
        return "request.cut";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "close the connection instead of passing on the request or response at the fault point";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET_LINK);
    }

    @Override
    public Where where() {
        return Where.ON_TARGET_LINK;
    }

    @Override
    public Effect strike(Moment moment) {
        return Effect.of(
                        EventNames.LINK_DISTURBED,
                        "link:" + moment.passing().worker(),
                        moment.passing().point().id() + " was not passed on, and its connection closed")
                .thenPassing(GateDecision.CUT);
    }
}
