package dev.sinkproof.fault;

import java.util.Locale;

/** What a fault is done to. */
public enum FaultFamily {
    PROCESS,
    TASK,
    CONNECT,
    KAFKA,
    LINK,
    TARGET,
    DATA;

    /** As people write it, for example {@code process}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
