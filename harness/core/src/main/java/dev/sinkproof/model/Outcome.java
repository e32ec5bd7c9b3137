package dev.sinkproof.model;

/**
 * Verdict of a check, a scenario or a suite. Merged worst-of: {@link #FAIL} over {@link #INCONCLUSIVE} over {@link
 * #PARTIAL} over {@link #PASS}; {@link #NOT_APPLICABLE} is neutral.
 */
public enum Outcome {
    NOT_APPLICABLE("N/A", "was not judged, and the reason is given"),
    PASS("PASS", "the contract held, and no one had to act but where it says so"),
    PARTIAL("PARTIAL", "the contract held, but with a hazard, a missed objective, or someone had to act"),
    INCONCLUSIVE("INCONCLUSIVE", "nothing can be said: the evidence is not there"),
    FAIL("FAIL", "the contract is broken, and the evidence shows it");

    private final String label;
    private final String meaning;

    Outcome(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }

    /** The worse of the two. */
    public Outcome worse(Outcome other) {
        return ordinal() >= other.ordinal() ? this : other;
    }
}
