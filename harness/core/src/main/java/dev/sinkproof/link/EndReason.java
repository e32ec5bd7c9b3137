package dev.sinkproof.link;

/** How a connection began to end. */
public enum EndReason {
    /** The side closed its socket in good order; the sockets of a killed process mostly end like this too. */
    CLOSED("closed the connection"),
    /** The side reset the connection, or it broke. */
    RESET("reset the connection"),
    /** The target did not accept the connection. */
    REFUSED("did not accept the connection"),
    /** A fault cut the connection. */
    CUT("cut the connection"),
    /** The run ended while the connection was held at a fault point. */
    INTERRUPTED("was interrupted while it held the connection"),
    /** The link was closed. */
    LINK_CLOSED("was closed"),
    /** The harness itself failed; a {@link LinkProblem} says how. */
    FAILED("failed");

    private final String meaning;

    EndReason(String meaning) {
        this.meaning = meaning;
    }

    /** The rest of a sentence that begins with the side, for example {@code closed the connection}. */
    public String meaning() {
        return meaning;
    }
}
