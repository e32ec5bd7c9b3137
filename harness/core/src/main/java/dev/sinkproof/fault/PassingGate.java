package dev.sinkproof.fault;

/**
 * Where passings arrive. Implemented by the fault engine; called by the agent gateway and by the link.
 *
 * <p>Threads: both methods are called from many threads at once. {@link #pass} may block for as long as a fault holds the
 * passing; callers must therefore not call it on a thread that others depend on. {@link #observed} never blocks for long.
 */
public interface PassingGate {
    /** Takes note of a passing that nobody waits for. */
    void observed(Passing passing);

    /**
     * Takes note of a passing whose thread or response is held until this method returns.
     *
     * @return how it goes on; {@link GateDecision#PROCEED} when no trigger matches
     * @throws InterruptedException when the run ends while the passing is held; the caller then closes or releases
     */
    GateDecision pass(Passing passing) throws InterruptedException;
}
