package dev.sinkproof.link;

import dev.sinkproof.link.toxic.NamedToxic;
import java.util.List;
import java.util.Set;

/**
 * What faults can do to links, by name: in this process or, through Toxiproxy's control API, in another one.
 *
 * <p>Everything can be healed, and everything can be done twice: the second time changes nothing.
 *
 * <p>Threads: any. Nothing here waits for bytes.
 *
 * <p>All methods but {@link #names} throw {@link LinkControlException} when there is no link of that name, or when it cannot be done.
 */
public interface LinkControl {
    /** The names of all links; of a link of ours, the worker's name. */
    Set<String> names();

    /** The toxics on a link, in the order in which they act. */
    List<NamedToxic> toxics(String link);

    /** Adds a toxic behind the others; when there is one of that name, gives it these settings, in its place. */
    void put(String link, NamedToxic toxic);

    /** Removes the toxic of that name, if it is there. */
    void remove(String link, String toxic);

    /** Closes all connections and refuses new ones. */
    void disable(String link);

    /** Accepts connections again, on the same port. */
    void enable(String link);

    /** Ends all connections that exist now, with a TCP reset where that is possible; new ones are accepted as before. */
    void resetConnections(String link);

    /** Removes all toxics of all links and enables them. */
    void heal();
}
