package dev.sinkproof.model;

/** What a subject does with records that are delivered again because somebody has set its offsets back. */
public enum ReplayPolicy {
    /** The contract does not say: its guarantee holds for a replay as for everything else. */
    UNSTATED("unstated"),
    /** It does as it is told and writes them again, whatever its guarantee. */
    WRITES_AGAIN("writes-again");

    private final String label;

    ReplayPolicy(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }
}
