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

/** Swallows what is held and keeps the connection: the request never arrives, or the target has acted and the connector never hears. */
final class RequestDrop implements Fault {
    @Override
    public String kind() {
        return "request.drop";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "swallow the request (target.request) or the response (target.ack) at the fault point";
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
                        moment.passing().point().id() + " was swallowed")
                .thenPassing(GateDecision.DROP);
    }
}
