package dev.sinkproof.model;

/** Which of the passings that meet a trigger's conditions it is due at, given its number n. */
public enum Occurrence {
    /** The n-th only. */
    NTH,
    /** Each of the first n. */
    FIRST,
    /** The n-th, the 2n-th, and so on, until the fault is healed. */
    EVERY;

    /** Whether a trigger with this number is due at the passing that is the count-th to meet its conditions. */
    public boolean dueAt(int count, int n) {
        return switch (this) {
            case NTH -> count == n;
            case FIRST -> count <= n;
            case EVERY -> count % n == 0;
        };
    }
}
