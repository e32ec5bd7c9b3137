package dev.sinkproof.model;

/**
 * What a sink promises about how often a record of the source log takes effect in the target.
 *
 * <p>The constants form a lattice: {@link #EFFECTIVELY_ONCE} implies both {@link #AT_LEAST_ONCE} (nothing is lost) and
 * {@link #AT_MOST_ONCE} (nothing takes effect twice); those two do not imply each other; {@link #NONE} is implied by all.
 */
public enum Guarantee {
    NONE("no guarantee", "records may be lost and may take effect more than once"),
    AT_MOST_ONCE("at-most-once", "no record takes effect more than once; records may be lost"),
    AT_LEAST_ONCE("at-least-once", "every acknowledged record reaches the target; it may do so more than once"),
    EFFECTIVELY_ONCE("effectively-once", "every acknowledged record takes effect in the target exactly once");

    private final String label;
    private final String meaning;

    Guarantee(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The term as users write it in a subject file, for example {@code at-least-once}. */
    public String label() {
        return label;
    }

    /** One clause that says what the guarantee means. */
    public String meaning() {
        return meaning;
    }

    /** Whether whoever holds this guarantee also holds {@code weaker}. */
    public boolean implies(Guarantee weaker) {
        return this == weaker || weaker == NONE || this == EFFECTIVELY_ONCE;
    }
}
