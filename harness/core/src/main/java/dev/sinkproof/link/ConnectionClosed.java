package dev.sinkproof.link;

import java.util.Objects;

/**
 * All is over with a connection: both sockets are closed and nothing is held any more.
 *
 * @param end how it began to end
 * @param bytesToTarget bytes that were forwarded to the target
 * @param bytesToClient bytes that were sent to the client
 * @param epochMicros when the link was done with it, microseconds since the epoch
 */
public record ConnectionClosed(ConnectionEnded end, long bytesToTarget, long bytesToClient, long epochMicros) {
    public ConnectionClosed {
        Objects.requireNonNull(end, "end");
    }
}
