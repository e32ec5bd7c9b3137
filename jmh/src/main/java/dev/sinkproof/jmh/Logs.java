package dev.sinkproof.jmh;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What libraries log inside a benchmark: configs with all their values, and warnings about faults that were asked for; writing them costs more than what is measured. */
final class Logs {
    /** Loggers hold their level only while somebody holds them. */
    private static final Logger ROOT = LogManager.getLogManager().getLogger("");

    private Logs() {}

    static void quiet() {
        ROOT.setLevel(Level.OFF);
    }
}
