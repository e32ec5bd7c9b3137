package dev.sinkproof.link;

import dev.sinkproof.fault.Passing;
import java.util.List;
import java.util.Objects;

/**
 * One side of a connection has ended, first of all sides. Told at once, also while the connection is held at a fault point.
 *
 * @param worker whose link it is
 * @param connection number of the connection on this link, from 1
 * @param by who ended it first
 * @param reason how
 * @param held the passings at which the connection was held at that moment, request before answer; empty when nothing was held
 * @param epochMicros when the link noticed, microseconds since the epoch
 */
public record ConnectionEnded(
        String worker, long connection, LinkSide by, EndReason reason, List<Passing> held, long epochMicros) {
    public ConnectionEnded {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        held = List.copyOf(held);
    }
}
