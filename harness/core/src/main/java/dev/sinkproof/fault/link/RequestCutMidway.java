package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.EventNames;
import java.util.List;
import java.util.Set;

/** Lets a part of what is held through, then closes the connection on both sides. */
final class RequestCutMidway implements Fault {
    private static final Setting PERCENT =
            Setting.number(GateDecision.PERCENT, "how much goes through, in per cent", 50);

    @Override
    public List<Setting> settings() {
        return List.of(PERCENT);
    }

    @Override
    public String kind() {
        return "request.cut_midway";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "pass on a part of the request or response at the fault point, then close the connection";
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
                        moment.passing().point().id() + " went through to a part, and its connection was closed")
                .thenPassing(GateDecision.cutMidway((int) PERCENT.numberOf(moment.spec())));
    }
}
