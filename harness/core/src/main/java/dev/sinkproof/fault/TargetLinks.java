package dev.sinkproof.fault;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What can be done to the links between workers and target, each by its worker's name. Thread-safe; everything may be done twice. */
public interface TargetLinks {
    /** Names of the workers that have a link. */
    List<String> names();

    /**
     * Puts a toxic on a link, with Toxiproxy's names and units.
     *
     * @param name unique on the link
     * @param type for example {@code latency}
     * @param stream {@code upstream} (towards the target) or {@code downstream}
     * @param toxicityPercent how many of a hundred connections it takes hold of
     * @param attributes for example {@code latency=100}
     * @throws IOException when there is no such link, or a setting makes no sense
     */
    void addToxic(
            String link, String name, String type, String stream, int toxicityPercent, Map<String, Long> attributes)
            throws IOException;

    /** Removes a toxic, if it is there. */
    void removeToxic(String link, String name) throws IOException;

    /** Closes all connections of a link and refuses new ones. */
    void disable(String link) throws IOException;

    /** Accepts connections again. */
    void enable(String link) throws IOException;

    /** Ends all connections of a link that exist now, with a TCP reset; new ones are accepted. */
    void reset(String link) throws IOException;
}
