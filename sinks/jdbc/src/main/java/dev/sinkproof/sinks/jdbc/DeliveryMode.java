package dev.sinkproof.sinks.jdbc;

/** What the connector promises about each record. */
public enum DeliveryMode {
    /** Every record is in the target at least once; a replay writes it again. */
    AT_LEAST_ONCE("at-least-once"),
    /** Rows are keyed and guarded by the source offset: a replay, even a partial one, changes nothing. */
    IDEMPOTENT("idempotent"),
    /** Rows and the offset behind them are one transaction; the target, not the consumer group, says where to go on. */
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
