package dev.sinkproof.link;

/** Who did something to a connection. */
public enum LinkSide {
    /** The connector, in its worker process. */
    CLIENT,
    /** The target. */
    TARGET,
    /** The link itself: it was told to cut the connection, or it was closed. */
    LINK
}
