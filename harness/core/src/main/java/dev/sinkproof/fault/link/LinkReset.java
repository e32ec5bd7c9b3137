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

/** All connections to the target break at once, with a TCP reset; new ones are accepted. */
final class LinkReset implements Fault {
    @Override
    public String kind() {
        return "link.reset";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "break all connections to the target now (TCP RST); new ones are accepted";
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
    public Effect strike(Moment moment) throws IOException {
        List<String> links = Links.of(moment);
        for (String link : links) {
            moment.system().links().reset(link);
        }
        return Effect.of(
                EventNames.LINK_DISTURBED,
                Links.source(links),
                "all connections on " + Links.describe(links) + " were reset");
    }
}
