package dev.sinkproof.junit;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What libraries log inside the harness: that Kafka's clients do not reach a broker that was killed is no news, and thousands of
 * lines of theirs would hide what is. A level that somebody has set stays, and so does all of it with {@code -Dsinkproof.debug=true}.
 */
final class Logs {
    /** Loggers hold their level only while somebody holds them. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("io.zonky.test.db.postgres"));

    private Logs() {}

    static void quiet() {
        if (!Boolean.getBoolean("sinkproof.debug")) {
            LIBRARIES.stream()
                    .filter(library -> library.getLevel() == null)
                    .forEach(library -> library.setLevel(Level.OFF));
        }
    }
}
