package dev.sinkproof.junit;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.reports.Reports;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Cases that are planned and run on an environment. */
final class SuiteCases implements SeedRun.Cases {
    private final Suite suite;
    private final Planner planner;
    private final int total;
    private int started;

    /**
     * Cases of which none has been run yet.
     *
     * @param total how many there will be
     */
    SuiteCases(Suite suite, Planner planner, int total) {
        this.suite = suite;
        this.planner = planner;
        this.total = total;
    }

    @Override
    public Optional<CaseResult> run(ScenarioSpec scenario) throws IOException {
        if (started == 0) {
            suite.begin();
        }
        started++;
        return suite.run(planner.plan(scenario, started - 1), started, total);
    }

    /** Writes the reports of what was run. */
    void report(Path out) throws IOException {
        if (started > 0) {
            Reports.writeAll(suite.end(), out);
        }
    }
}
