package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The target cannot be reached: connections are closed and new ones refused, until it is healed. */
final class LinkDown implements Fault {
    @Override
    public String kind() {
        return "link.down";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "close all connections to the target and refuse new ones";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Links.WORKER);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET_LINK);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        List<String> links = Links.of(moment);
        for (String link : links) {
            moment.system().links().disable(link);
        }
        return Effect.of(
                EventNames.LINK_DISTURBED, Links.source(links), Links.describe(links) + " refuses connections");
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        for (String link : Links.of(moment)) {
            moment.system().links().enable(link);
        }
    }
}
