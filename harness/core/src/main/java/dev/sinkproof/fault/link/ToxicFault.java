package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.TargetLinks;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A toxic on links, until it is healed. The kinds differ in their names and settings only, so one class does for all. */
final class ToxicFault implements Fault {
    private static final Setting STREAM = Setting.choice(
            "stream",
            "upstream: what the connector sends; downstream: what the target answers",
            "downstream",
            "upstream",
            "downstream");
    private static final Setting TOXICITY =
            Setting.number("toxicity", "how many of a hundred connections it takes hold of", 100);

    private final String type;
    private final String meaning;
    private final List<Setting> attributes;

    ToxicFault(String type, String meaning, List<Setting> attributes) {
        this.type = type;
        this.meaning = meaning;
        this.attributes = attributes;
    }

    @Override
    public String kind() {
        return "link." + type;
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return meaning + " between worker and target";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(Links.WORKER, STREAM, TOXICITY));
        all.addAll(attributes);
        return all;
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
        Map<String, Long> values = values(moment);
        for (String link : links) {
            moment.system()
                    .links()
                    .addToxic(
                            link,
                            moment.spec().id(),
                            type,
                            STREAM.of(moment.spec()),
                            (int) TOXICITY.numberOf(moment.spec()),
                            values);
        }
        return Effect.of(
                EventNames.LINK_DISTURBED,
                Links.source(links),
                type + " " + values + " " + STREAM.of(moment.spec()) + " on " + Links.describe(links));
    }

    private Map<String, Long> values(Moment moment) {
        Map<String, Long> values = new TreeMap<>();
        attributes.forEach(attribute -> values.put(attribute.name(), attribute.numberOf(moment.spec())));
        return values;
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        TargetLinks links = moment.system().links();
        for (String link : links.names()) {
            links.removeToxic(link, moment.spec().id());
        }
    }
}
