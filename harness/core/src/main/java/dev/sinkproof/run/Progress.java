package dev.sinkproof.run;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;

/** Is told how a suite goes. Called on the suite's thread; must not block. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {};

    /** A case begins: the {@code index}-th of {@code total}. */
    default void caseStarted(Plan plan, int index, int total) {}

    /** Something is under way within a case or before the first. */
    default void step(String what) {}

    /** A case has its verdict. */
    default void caseFinished(CaseResult result) {}
}
