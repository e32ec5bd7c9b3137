package dev.sinkproof.link;

import java.util.Objects;

/**
 * The link can no longer tell requests from acknowledgements. Bytes keep flowing where that is possible, but a run that
 * depends on this connection's fault points is INCONCLUSIVE.
 *
 * @param worker whose link it is
 * @param connection number of the connection on this link, from 1; 0 when it concerns the link as a whole
 * @param message what was not understood or did not work
 * @param epochMicros when, microseconds since the epoch
 */
public record LinkProblem(String worker, long connection, String message, long epochMicros) {
    public LinkProblem {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(message, "message");
    }
}
