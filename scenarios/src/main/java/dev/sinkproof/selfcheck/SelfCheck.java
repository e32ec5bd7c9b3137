package dev.sinkproof.selfcheck;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.run.Progress;
import dev.sinkproof.run.Suite;
import dev.sinkproof.scenarios.Baseline;
import dev.sinkproof.scenarios.Build;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.sinks.flawed.FlawedSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs flawed sinks through the scenarios that must expose them, and the reference sinks through the same: the former must be caught by the
 * anomaly that the defect causes, the latter must raise no alarm. One environment for all of one kind of target; used once, by one thread.
 */
public final class SelfCheck {
    /** Enough that every fault falls into the middle of the work. */
    private static final Planner.Sizes SIZES = new Planner.Sizes(12_000, 4, 300, 6_000);

    private final Path out;
    private final long seed;
    private final Consumer<KillMatrix> each;
    private final List<KillMatrix.Row> defects = new ArrayList<>();
    private final List<KillMatrix.Row> traps = new ArrayList<>();

    /**
     * A self-check that is not run yet.
     *
     * @param out folder of evidence, one folder for each sink
     * @param each is given what is known so far after each sink
     */
    public SelfCheck(Path out, long seed, Consumer<KillMatrix> each) {
        this.out = out;
        this.seed = seed;
        this.each = each;
    }

    /**
     * Runs it.
     *
     * @param sinks the flawed ones; the reference sinks go through the cases that decided about them
     * @throws InterruptedIOException when the thread was interrupted; {@code each} has heard of what was run
     * @throws IOException when the environment failed
     */
    public KillMatrix run(List<FlawedSink> sinks, Progress progress) throws IOException {
        Map<String, List<FlawedSink>> byTarget = sinks.stream()
                .collect(Collectors.groupingBy(
                        sink -> FlawedSubjects.reference(sink).target(), TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<FlawedSink>> one : byTarget.entrySet()) {
            check(one.getKey(), one.getValue(), progress);
        }
        return matrix(true);
    }

    /** An environment can do to its targets what can be done to all of them: those of one kind have theirs. */
    private void check(String target, List<FlawedSink> sinks, Progress progress) throws IOException {
        List<SubjectSpec> subjects = new ArrayList<>();
        sinks.forEach(sink -> {
            subjects.add(FlawedSubjects.of(sink));
            subjects.add(FlawedSubjects.reference(sink));
        });
        Path logs = out.resolve("logs").resolve(target);
        try (Environment environment = EmbeddedEnvironment.start(subjects, logs, progress::step)) {
            Map<String, FlawedSink> decided = new LinkedHashMap<>();
            for (FlawedSink sink : sinks) {
                KillMatrix.Row row = defect(environment, sink, progress);
                defects.add(row);
                if (row.outcome() != Outcome.NOT_APPLICABLE) {
                    decided.putIfAbsent(sink.reference() + " " + row.caseId(), sink);
                }
                each.accept(matrix(false));
            }
            for (Map.Entry<String, FlawedSink> one : decided.entrySet()) {
                String caseId = one.getKey().substring(one.getKey().indexOf(' ') + 1);
                traps.add(trap(environment, one.getValue(), caseId, progress));
                each.accept(matrix(false));
            }
        }
    }

    private KillMatrix matrix(boolean complete) {
        return new KillMatrix(Build.NAME, seed, complete, defects, traps);
    }

    private KillMatrix.Row defect(Environment environment, FlawedSink sink, Progress progress) throws IOException {
        SubjectSpec subject = FlawedSubjects.of(sink);
        long start = System.nanoTime();
        CaseResult last = null;
        if (Catalogue.all().stream().noneMatch(scenario -> scenario.id().equals(sink.scenario()))) {
            return unchecked(sink);
        }
        for (ScenarioSpec scenario : cases(sink, subject)) {
            last = run(environment, subject, scenario, progress);
            if (isCaught(sink, last)) {
                break;
            }
        }
        return row(sink.name(), sink.defect(), sink, last, start, isCaught(sink, last));
    }

    private static KillMatrix.Row unchecked(FlawedSink sink) {
        return new KillMatrix.Row(
                sink.name(),
                sink.defect(),
                sink.reportedIn(),
                sink.anomalies(),
                sink.scenario(),
                Outcome.NOT_APPLICABLE,
                List.of(),
                "the catalogue has no scenario " + sink.scenario() + ", which would expose it",
                0,
                false);
    }

    /** The scenario's cases; the baseline, which any choice has in front, only where it is what exposes the defect. */
    private static List<ScenarioSpec> cases(FlawedSink sink, SubjectSpec subject) {
        return Catalogue.select(List.of(sink.scenario()), Parameters.NONE, subject).stream()
                .filter(spec -> spec.id().equals(Baseline.ID) == sink.scenario().equals(Baseline.ID))
                .toList();
    }

    /** By the anomaly that the defect causes, and not laid at anybody else's door. */
    private static boolean isCaught(FlawedSink sink, CaseResult result) {
        return result.anomalies().stream()
                .anyMatch(anomaly -> sink.anomalies().contains(anomaly.kind().name())
                        && (anomaly.culprit() == Culprit.SUBJECT || anomaly.culprit() == Culprit.UNDETERMINED));
    }

    private KillMatrix.Row trap(Environment environment, FlawedSink sink, String caseId, Progress progress)
            throws IOException {
        SubjectSpec subject = FlawedSubjects.reference(sink);
        long start = System.nanoTime();
        ScenarioSpec scenario = Catalogue.select(List.of(caseId), Parameters.NONE, subject).stream()
                .filter(spec -> spec.caseId().equals(caseId))
                .findFirst()
                .orElseThrow();
        CaseResult result = run(environment, subject, scenario, progress);
        return row(
                subject.name(),
                "none: the reference sink, in the case that caught " + sink.name(),
                null,
                result,
                start,
                result.outcome() == Outcome.PASS);
    }

    private CaseResult run(Environment environment, SubjectSpec subject, ScenarioSpec scenario, Progress progress)
            throws IOException {
        Planner planner = new Planner(subject, SIZES, seed, environment.id(), environment.testedSettings());
        Plan plan = planner.plan(scenario, 0);
        Suite.Settings settings =
                new Suite.Settings(out.resolve(subject.name()), seed, Build.NAME, "sinkproof self-check", List.of());
        List<CaseResult> results = new Suite(Environments.of(environment), subject, settings, progress)
                .run(List.of(plan))
                .cases();
        return results.get(0);
    }

    private static KillMatrix.Row row(
            String name, String defect, FlawedSink sink, CaseResult result, long start, boolean asExpected) {
        return new KillMatrix.Row(
                name,
                defect,
                sink == null ? "" : sink.reportedIn(),
                sink == null ? List.of() : sink.anomalies(),
                result.plan().scenario().caseId(),
                result.outcome(),
                kinds(result),
                result.sentence(),
                (System.nanoTime() - start) / 1_000_000,
                asExpected);
    }

    private static List<AnomalyKind> kinds(CaseResult result) {
        return result.anomalies().stream().map(Anomaly::kind).distinct().toList();
    }
}
