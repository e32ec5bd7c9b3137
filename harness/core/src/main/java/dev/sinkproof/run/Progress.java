package dev.sinkproof.run;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;

/** Is told how a suite goes. Must not block; cases that run side by side tell it from threads of their own. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {};

    /** How many cases there are where that is not known. */
    int UNKNOWN = 0;

    /** Something is under way that belongs to no case. */
    default void step(String what) {}

    /**
     * A case begins.
     *
     * @param index its number, from 1; no two that run have the same
     * @param total how many there are; {@link #UNKNOWN} where cases of several subjects are told
     */
    default OfCase caseStarted(Plan plan, int index, int total) {
        return OfCase.NONE;
    }

    /** Is told how one case goes. */
    interface OfCase {
        /** Tells nobody. */
        OfCase NONE = new OfCase() {};

        /** A phase of the case begins. */
        default void step(String what) {}

        /** Kafka has acknowledged so many of the case's records. Called on a thread of the producer. */
        default void produced(long acknowledged) {}

        /** A fault of the case fired. Called on the thread that made it fire. */
        default void faultFired(String id) {}

        /** The case has its verdict. */
        default void finished(CaseResult result) {}
    }
}
