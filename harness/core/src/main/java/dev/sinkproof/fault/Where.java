package dev.sinkproof.fault;

/** Where a fault can be placed. */
public enum Where {
    /** At any passing, and at none. */
    ANYWHERE("any fault point, or none"),
    /** It does something to the thread that it finds at the point. */
    IN_WORKER("a fault point inside workers"),
    /** It does something to the request or response that it finds at the point. */
    ON_TARGET_LINK("a fault point on the target link"),
    /** It does something to the thread, request or response that it finds there. */
    AT_ANY_POINT("a fault point"),
    /** Its settings say which records of the source log it is about. */
    IN_SOURCE_LOG("no fault point, as its settings place it among the records, and it is not undone");

    private final String meaning;

    Where(String meaning) {
        this.meaning = meaning;
    }

    /** Completes "it must be placed at …". */
    public String meaning() {
        return meaning;
    }
}
