package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
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
    record Ended(CaseResult result, Passed passed, Path directory) {
        /** Every fault of the system fired and was healed; irregular records were produced. */
        void requireFiredAndHealed() {
            assertThat(result.faults()).allSatisfy(fault -> {
                assertThat(fault.status()).as(fault.detail()).isEqualTo(FaultOutcome.Status.FIRED);
                if (!Faults.isOfData(fault.fault())) {
                    assertThat(fault.healedAtMicros()).isPositive();
                }
            });
        }
    }

    FaultRun(Path out, SubjectSpec subject, Planner.Sizes sizes) throws IOException {
        this.subject = subject;
        this.suite = new EmbeddedSuite(out, List.of(subject), sizes);
    }

    /** The contract holds, and every fault fired and was healed. */
    Passed held(int workers, String... faults) throws IOException {
        return heldIn(workers, faults).passed();
    }

    /** The same, for who needs more than the timeline. */
    Ended heldIn(int workers, String... faults) throws IOException {
        return held(run(workers, faults));
    }

    /** The same for a case of the catalogue. */
    Ended heldIn(String catalogued) throws IOException {
        List<ScenarioSpec> found = Catalogue.select(List.of(catalogued), Parameters.NONE, subject).stream()
                .filter(spec -> spec.caseId().equals(catalogued))
                .toList();
        assertThat(found).as(catalogued).hasSize(1);
        return held(run(found.get(0)));
    }

    private static Ended held(Ended ended) {
        ended.requireFiredAndHealed();
        assertThat(ended.result().outcome())
                .as("%s %s", ended.result().sentence(), ended.result().anomalies())
                .isEqualTo(Outcome.PASS);
        return ended;
    }

    Ended run(int workers, String... faults) throws IOException {
        return run(Map.of(Parameters.WORKERS, Integer.toString(workers)), faults);
    }

    /** With parameters as on the command line. */
    Ended run(Map<String, String> given, String... faults) throws IOException {
        return run(Custom.of(List.of(faults), new Parameters(given)));
    }

    private Ended run(ScenarioSpec scenario) throws IOException {
        long folder = SEED + 100L * ++runs;
        CaseResult result =
                suite.run(subject, folder, SEED, List.of(scenario)).cases().get(0);
        Path directory = suite.runDirectory(subject, folder, result);
        return new Ended(result, Passed.in(directory), directory);
    }

    @Override
    public void close() throws IOException {
        suite.close();
    }
}
