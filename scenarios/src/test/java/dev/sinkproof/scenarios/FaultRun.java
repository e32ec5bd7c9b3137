package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Faults as people write them, against one subject on one embedded environment, each run in a folder of its own. */
final class FaultRun implements AutoCloseable {
    private static final long SEED = 5;

    private final SubjectSpec subject;
    private final EmbeddedSuite suite;
    private int runs;

    /** A finished run. */
    record Ended(CaseResult result, Passed passed) {}

    FaultRun(Path out, SubjectSpec subject, Planner.Sizes sizes) throws IOException {
        this.subject = subject;
        this.suite = new EmbeddedSuite(out, List.of(subject), sizes);
    }

    /** The contract holds, and every fault fired and was healed. */
    Passed held(int workers, String... faults) throws IOException {
        Ended ended = run(workers, faults);
        assertThat(ended.result().faults()).allSatisfy(fault -> {
            assertThat(fault.status()).as(fault.detail()).isEqualTo(FaultOutcome.Status.FIRED);
            assertThat(fault.healedAtMicros()).isPositive();
        });
        assertThat(ended.result().outcome()).as(ended.result().sentence()).isEqualTo(Outcome.PASS);
        return ended.passed();
    }

    Ended run(int workers, String... faults) throws IOException {
        Parameters parameters = new Parameters(Map.of(Parameters.WORKERS, Integer.toString(workers)));
        long folder = SEED + 100L * ++runs;
        CaseResult result = suite.run(subject, folder, SEED, List.of(Custom.of(List.of(faults), parameters)))
                .cases()
                .get(0);
        return new Ended(result, Passed.in(suite.runDirectory(subject, folder, result)));
    }

    @Override
    public void close() throws IOException {
        suite.close();
    }
}
