package dev.sinkproof.model;

/** What a subject does with a record that it cannot convert or write. */
public enum PoisonPolicy {
    /** Its task fails at the record and goes no further. */
    FAIL("fail"),
    /** It parks the record in a dead letter queue and goes on. */
    DEAD_LETTER_QUEUE("dead-letter-queue"),
    /** It leaves the record out and goes on. */
    SKIP("skip");

    private final String label;

    PoisonPolicy(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }
}
