package dev.sinkproof.fault;

import java.io.IOException;

/** Which version of the subject's plugin workers find when they are started. Those that run keep what they have. Thread-safe. */
public interface PluginControl {
    /**
     * Workers that are started from now on have this plugin in place of the subject's.
     *
     * @param plugin as in a subject file: Maven coordinates, or the path of a folder, jar or zip
     * @param connectorClass must be in it
     * @throws IOException when it cannot be had or does not hold the connector; nothing has changed then
     */
    void replaceBy(String plugin, String connectorClass) throws IOException;

    /** Workers that are started from now on have the subject's own plugin again. */
    void restore();
}
