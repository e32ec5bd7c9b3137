package dev.sinkproof.fault;

/**
 * Where passings arrive. Implemented by the fault engine; called by the agent gateway and by the link.
 *
 * <p>Threads: all methods are called from many threads at once. {@link #observed} and {@link #arrived} never block for long.
 * {@link Arrival#decide} and {@link #pass} may block for as long as a fault holds the passing; callers must therefore not call
 * them on a thread that others depend on.
 */
public interface PassingGate {
    /** Takes note of a passing that nobody waits for. */
    void observed(Passing passing);

    /**
     * Takes note of a passing whose thread or response is held, and counts it: in this order "the n-th" is meant.
     *
     * @return what to ask how it goes on
     */
    default Arrival arrived(Passing passing) {
        return () -> pass(passing);
    }

    /**
     * Takes note of a passing whose thread or response is held until this method returns.
     *
     * @return how it goes on; {@link GateDecision#PROCEED} when no trigger matches
     * @throws InterruptedException when the run ends while the passing is held; the caller then closes or releases
     */
    GateDecision pass(Passing passing) throws InterruptedException;

    /** A passing that was taken note of and counted. */
    @FunctionalInterface
    interface Arrival {
        /** One that nothing is done to: it can go on at once. */
        Arrival PROCEEDS = new Arrival() {
            @Override
            public GateDecision decide() {
                return GateDecision.PROCEED;
            }

            @Override
            public boolean isDecided() {
                return true;
            }
        };

        /**
         * Performs what is due at the passing, and waits for as long as that holds it. To be called once.
         *
         * @throws InterruptedException when the run ends while the passing is held
         */
        GateDecision decide() throws InterruptedException;

        /** Whether {@link #decide} returns at once and does nothing. */
        default boolean isDecided() {
            return false;
        }
    }
}
