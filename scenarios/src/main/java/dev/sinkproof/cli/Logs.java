package dev.sinkproof.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What libraries log inside the harness: warnings of Kafka's clients while a broker starts are no news to the user. */
final class Logs {
    /** Loggers hold their level only while somebody holds them. */
    private static final Logger ROOT = LogManager.getLogManager().getLogger("");

    private Logs() {}

    static void quiet() {
        ROOT.setLevel(Boolean.getBoolean("sinkproof.debug") ? Level.INFO : Level.OFF);
    }
}
