package dev.sinkproof.fault;

/** How a passing goes on after the gate. */
public enum GateDecision {
    /** Go on as if nothing had happened. */
    PROCEED,
    /** On the link: swallow this request or response and keep the connection. In a worker: same as {@link #PROCEED}. */
    DROP,
    /** On the link: close the connection on both sides. In a worker: same as {@link #PROCEED}. */
    CUT
}
