package dev.sinkproof.model;

/** How a subject represents the source log in its target; it decides what the workload holds and what "complete" means. */
public enum WriteModel {
    /** One row or element for each record; nothing is replaced. */
    APPEND("append"),
    /** One row for each key, which holds the last version; the workload has no tombstones. */
    UPSERT("upsert"),
    /** As {@link #UPSERT}, and a tombstone removes the key's row. */
    UPSERT_DELETE("upsert-delete");

    private final String label;

    WriteModel(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }

    /** Whether a later version of a key replaces an earlier one. */
    public boolean keyed() {
        return this != APPEND;
    }
}
