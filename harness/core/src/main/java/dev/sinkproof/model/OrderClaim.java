package dev.sinkproof.model;

/** In which order a subject claims to append the records of the source log. */
public enum OrderClaim {
    /** No order is claimed: records out of order are counted and shown, and break nothing. */
    NONE("none"),
    /** The records of a partition are appended in the order of their offsets, which implies {@link #KEY}. */
    PARTITION("partition"),
    /** The records of a key are appended in the order of their offsets. */
    KEY("key");

    private final String label;

    OrderClaim(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }

    /** What is claimed, as a noun. */
    public String claim() {
        return this == NONE ? "a contract without order" : "order per " + label;
    }
}
