package dev.sinkproof.link;

import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes that went over all connections of a link.
 *
 * @param toTarget forwarded to the target
 * @param toClient sent to the connector
 */
record LinkCounts(LongAdder toTarget, LongAdder toClient) {
    LinkCounts() {
        this(new LongAdder(), new LongAdder());
    }

    /** As if nothing had gone over it. */
    void reset() {
        toTarget.reset();
        toClient.reset();
    }
}
