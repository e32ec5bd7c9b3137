package dev.sinkproof.junit;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Baseline;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.subject.SubjectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * What is to be run of a class: what its annotation says, unless a configuration parameter says otherwise.
 *
 * @param globs over scenarios; none means all
 * @param seeds at least one
 * @param parameters as of {@code -X}
 * @param out folder of the class's results
 */
record Choice(List<String> globs, List<Long> seeds, Parameters parameters, Path out) {
    static final String SCENARIOS = "sinkproof.scenarios";
    static final String SEEDS = "sinkproof.seeds";
    static final String OUT = "sinkproof.out";
    private static final String DEFAULT_OUT = "target/sinkproof";

    Choice {
        globs = List.copyOf(globs);
        seeds = List.copyOf(seeds);
    }

    /**
     * Reads both.
     *
     * @throws SubjectException when something is not understood
     */
    static Choice of(Class<?> testClass, ConfigurationParameters configuration) {
        SinkproofTest annotation = testClass.getAnnotation(SinkproofTest.class);
        return new Choice(
                configuration.get(SCENARIOS).map(Choice::split).orElse(List.of(annotation.scenarios())),
                configuration
                        .get(SEEDS)
                        .map(Choice::numbers)
                        .orElse(Arrays.stream(annotation.seeds()).boxed().toList()),
                new Parameters(keysAndValues(annotation.parameters())),
                Path.of(configuration.get(OUT).orElse(DEFAULT_OUT)).resolve(testClass.getName()));
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    private static List<Long> numbers(String text) {
        try {
            return split(text).stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new SubjectException(SEEDS + " must be whole numbers, separated by commas, but is '" + text + "'", e);
        }
    }

    private static Map<String, String> keysAndValues(String[] parameters) {
        Map<String, String> values = new TreeMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new SubjectException("parameters must each be key=value, but one is '" + parameter + "'");
            }
            values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return values;
    }

    /**
     * The tests, in the order in which they run: for each seed the baseline and then the others.
     *
     * @throws SubjectException when a glob selects nothing, or there is no seed
     */
    List<Case> cases() {
        if (seeds.isEmpty()) {
            throw new SubjectException("no seeds: with none, nothing would be run");
        }
        List<ScenarioSpec> scenarios = Catalogue.select(globs, parameters);
        List<Case> cases = new ArrayList<>();
        for (long seed : seeds) {
            scenarios.forEach(scenario -> cases.add(new Case(scenario, seed, scenario.caseId() + suffix(seed))));
        }
        return cases;
    }

    /** What must hold before anything else can be judged. */
    ScenarioSpec baseline() {
        return Catalogue.select(List.of(Baseline.ID), parameters).get(0);
    }

    private String suffix(long seed) {
        return seeds.size() == 1 ? "" : " [seed " + seed + "]";
    }

    /** Where the results of a seed are. */
    Path out(long seed) {
        return seeds.size() == 1 ? out : out.resolve("seed-" + seed);
    }
}
