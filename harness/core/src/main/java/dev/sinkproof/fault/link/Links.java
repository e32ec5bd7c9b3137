package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import java.io.IOException;
import java.util.List;

/** Which links a fault is done to. */
final class Links {
    private static final String ALL = "all";
    private static final String THAT = "that";

    static final Setting WORKER = Setting.text(
            "worker", "whose link: all, that (of the worker which passed the point), or a worker's name", ALL);

    private Links() {}

    static List<String> of(Moment moment) throws IOException {
        String named = WORKER.of(moment.spec());
        return switch (named) {
            case ALL -> moment.system().links().names();
            case THAT -> List.of(moment.worker());
            default -> List.of(named);
        };
    }

    /** For people. */
    static String describe(List<String> links) {
        return links.size() == 1 ? "the link of " + links.get(0) : "the links of " + String.join(", ", links);
    }

    /** As the timeline names what it was done to. */
    static String source(List<String> links) {
        return links.size() == 1 ? "link:" + links.get(0) : "links";
    }
}
