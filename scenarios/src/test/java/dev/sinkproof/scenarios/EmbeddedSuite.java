package dev.sinkproof.scenarios;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Progress;
import dev.sinkproof.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One embedded environment for several subjects, and suites of scenarios on it. */
final class EmbeddedSuite implements AutoCloseable {
    /** Enough that every crash falls into the middle of the work. */
    static final Planner.Sizes SIZES = new Planner.Sizes(12_000, 4, 300, 8_000);

    /** The same, over several of Connect's commit intervals: each commit falls into the middle of the work. */
    static final Planner.Sizes SLOWLY = new Planner.Sizes(12_000, 4, 300, 4_000);

    private final Environment environment;
    private final Path out;
    private final Planner.Sizes sizes;

    EmbeddedSuite(Path out, List<SubjectSpec> subjects, Planner.Sizes sizes) throws IOException {
        this.out = out;
        this.sizes = sizes;
        this.environment = EmbeddedEnvironment.start(subjects, out.resolve("logs"), step -> {});
    }

    /** Runs the cases of a subject under one seed; the folder of the results is {@link #folder}. */
    Results run(SubjectSpec subject, long seed, List<ScenarioSpec> cases) throws IOException {
        return run(subject, seed, seed, cases);
    }

    /** The same with a folder that is not named by the seed, for a seed that is used more than once. */
    Results run(SubjectSpec subject, long folder, long seed, List<ScenarioSpec> cases) throws IOException {
        return run(subject, seed, cases, settings(subject, folder, seed));
    }

    /** The same, and where the subject fails, with another sink as well. */
    Results run(SubjectSpec subject, SubjectSpec reference, long seed, List<ScenarioSpec> cases) throws IOException {
        Planner other = planner(reference, seed);
        return run(
                subject,
                seed,
                cases,
                settings(subject, seed, seed)
                        .differing(plan -> cases.stream()
                                .filter(scenario ->
                                        scenario.caseId().equals(plan.scenario().caseId()))
                                .map(scenario -> other.plan(scenario, 0))
                                .findFirst()));
    }

    private Suite.Settings settings(SubjectSpec subject, long folder, long seed) {
        return new Suite.Settings(folder(subject, folder), seed, "test", "mvn verify", List.of());
    }

    private Planner planner(SubjectSpec subject, long seed) {
        return new Planner(subject, sizes, seed, environment.id(), environment.testedSettings());
    }

    private Results run(SubjectSpec subject, long seed, List<ScenarioSpec> cases, Suite.Settings settings)
            throws IOException {
        Planner planner = planner(subject, seed);
        List<Plan> plans = new ArrayList<>();
        for (ScenarioSpec scenario : cases) {
            plans.add(planner.plan(scenario, plans.size()));
        }
        return new Suite(Environments.of(environment), subject, settings, Progress.NONE).run(plans);
    }

    Path folder(SubjectSpec subject, long seed) {
        return out.resolve(subject.name() + "-" + seed);
    }

    Path runDirectory(SubjectSpec subject, long seed, CaseResult result) {
        return folder(subject, seed).resolve(result.runDirectory());
    }

    @Override
    public void close() throws IOException {
        environment.close();
    }
}
