package dev.sinkproof.model;

/** Whether somebody may have to restart what Connect reports FAILED: it never does so by itself. */
public enum OperatorPolicy {
    /** The contract does not say. A subject that needs a restart has held it, with a reservation. */
    UNSTATED("unstated"),
    /** Nobody ever has to act: a subject that needs a restart breaks its contract. */
    NEVER("never"),
    /** Restarts are part of the contract. */
    RESTART("restart");

    private final String label;

    OperatorPolicy(String label) {
        this.label = label;
    }

    /** The term as users write it in a subject file. */
    public String label() {
        return label;
    }
}
