package dev.sinkproof.link;

/**
 * Hears what becomes of the connections of a link.
 *
 * <p>Order per connection: at most one {@link #problem} at any time, then {@link #ended} once, then {@link #closed} once; {@link #clientEnded}
 * at most once, behind {@link #ended}.
 *
 * <p>Threads: called on the link's own threads, several at once; must not block, for it keeps bytes from flowing.
 */
public interface LinkListener {
    /** A side of a connection ended, the first of the two. Heard at once, also while the connection is held. */
    void ended(ConnectionEnded end);

    /**
     * The client has closed or reset its side, or has died, whichever side was the first to end. Heard at once, also while the connection is held,
     * and not for a socket that the link closes itself.
     */
    default void clientEnded(String worker, long connection) {}

    /** A connection is over and done with. */
    void closed(ConnectionClosed closed);

    /** The link can no longer tell what goes on; at most once for each connection. */
    void problem(LinkProblem problem);
}
