package dev.sinkproof.run;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;

/** Is told how a suite goes. Called on the suite's thread where nothing else is said; must not block. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {};

    /** A case begins: the {@code index}-th of {@code total}. */
    default void caseStarted(Plan plan, int index, int total) {}

    /** Something is under way within a case or before the first. */
    default void step(String what) {}

    /** Kafka has acknowledged so many of the case's records. Called on a thread of the producer. */
    default void produced(long acknowledged) {}

    /** A fault of the case fired. Called on the thread that made it fire. */
    default void faultFired(String id) {}

    /** A case has its verdict. */
    default void caseFinished(CaseResult result) {}
}
