package dev.sinkproof.junit;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Progress;
import dev.sinkproof.run.Suite;
import dev.sinkproof.scenarios.Build;
import dev.sinkproof.scenarios.Sizes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One environment, and on it a suite for each seed, made when its first test comes. For one thread. */
final class ClassRun implements AutoCloseable {
    private final Class<?> testClass;
    private final Choice choice;
    private final List<Case> tests;
    private final SubjectSpec subject;
    private final Planner.Sizes sizes;
    private final Environment environment;
    private final Map<Long, SuiteCases> suites = new LinkedHashMap<>();
    private final Map<Long, SeedRun> seeds = new LinkedHashMap<>();

    private ClassRun(Class<?> testClass, Choice choice, List<Case> tests) throws IOException {
        this.testClass = testClass;
        this.choice = choice;
        this.tests = List.copyOf(tests);
        this.subject = Subjects.of(testClass);
        this.sizes = Sizes.of(choice.parameters());
        this.environment =
                EmbeddedEnvironment.start(List.of(subject), choice.out().resolve("logs"), step -> {});
    }

    /**
     * Starts the environment, and returns when it is ready.
     *
     * @param tests those that will be run
     */
    static ClassRun start(Class<?> testClass, Choice choice, List<Case> tests) throws IOException {
        Logs.quiet();
        return new ClassRun(testClass, choice, tests);
    }

    /** Runs one case; see {@link SeedRun#run}. */
    String run(Case test) throws IOException {
        return seeds.computeIfAbsent(test.seed(), this::seedRun).run(test);
    }

    private SeedRun seedRun(long seed) {
        List<Case> ofSeed = tests.stream().filter(test -> test.seed() == seed).toList();
        SuiteCases cases = new SuiteCases(suite(seed), planner(seed), ofSeed.size());
        suites.put(seed, cases);
        return new SeedRun(cases, choice.baseline(), ofSeed, choice.out(seed));
    }

    private Suite suite(long seed) {
        Reproduction reproduction = new Reproduction(testClass, seed);
        Suite.Settings settings =
                new Suite.Settings(choice.out(seed), seed, Build.NAME, reproduction::command, choice.globs());
        return new Suite(Environments.of(environment), subject, settings, Progress.NONE);
    }

    private Planner planner(long seed) {
        return new Planner(subject, sizes, seed, environment.id(), environment.testedSettings());
    }

    /** Writes the reports and ends every process, the latter whatever becomes of the former. */
    @Override
    public void close() throws IOException {
        try {
            for (Map.Entry<Long, SuiteCases> suite : suites.entrySet()) {
                suite.getValue().report(choice.out(suite.getKey()));
            }
        } finally {
            environment.close();
        }
    }
}
