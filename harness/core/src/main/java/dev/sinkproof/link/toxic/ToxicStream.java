package dev.sinkproof.link.toxic;

import java.util.Locale;

/** Which of the two directions. */
public enum ToxicStream {
    /** From the connector to the target. */
    UPSTREAM,
    /** From the target to the connector. */
    DOWNSTREAM;

    /** As Toxiproxy writes it, for example {@code upstream}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
