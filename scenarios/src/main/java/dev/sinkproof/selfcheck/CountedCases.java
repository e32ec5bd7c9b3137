package dev.sinkproof.selfcheck;

import dev.sinkproof.model.Plan;
import dev.sinkproof.run.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the cases of several sinks, each a suite of its own, as one count. Threads: any. */
final class CountedCases implements Progress {
    private final Progress progress;
    private final AtomicInteger begun = new AtomicInteger();

    CountedCases(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void step(String what) {
        progress.step(what);
    }

    @Override
    public OfCase caseStarted(Plan plan, int index, int total) {
        return progress.caseStarted(plan, begun.incrementAndGet(), UNKNOWN);
    }
}
