package dev.sinkproof.sinks.s3;

/** What the connector promises about each record. */
public enum DeliveryMode {
    /** Every record is in an object at least once; no object is ever replaced. */
    AT_LEAST_ONCE("at-least-once"),
    /** The same records make the same objects under the same names: a replay replaces each by its like. */
    DETERMINISTIC("deterministic"),
    /** Whoever completes a name first decides what it holds; everybody else goes on behind it. */
    EXACTLY_ONCE("exactly-once");

    private final String label;

    DeliveryMode(String label) {
        this.label = label;
    }

    /** The value of {@code delivery.mode}. */
    public String label() {
        return label;
    }

    static DeliveryMode of(String label) {
        for (DeliveryMode mode : values()) {
            if (mode.label.equals(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no delivery mode " + label);
    }
}
