package dev.sinkproof.run;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;

/** Is told how a suite goes. Must not block; cases that run side by side tell it from threads of their own. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {};

    /** Something is under way that belongs to no case. */
    default void step(String what) {}

    /** A case begins: the {@code index}-th of {@code total}. */
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
