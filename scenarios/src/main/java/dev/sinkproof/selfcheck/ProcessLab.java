package dev.sinkproof.selfcheck;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.evidence.Evidence;
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
import dev.sinkproof.run.Recheck;
import dev.sinkproof.run.Suite;
import dev.sinkproof.scenarios.Build;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs cases of the catalogue on real processes, each in an environment that is free. Threads: any, but one case of one entry once. */
final class ProcessLab implements AutoCloseable {
    /** Enough that every fault falls into the middle of the work. */
    private static final Planner.Sizes SIZES = new Planner.Sizes(12_000, 4, 300, 6_000);

    private final Environments environments;
    private final Path out;
    private final long seed;
    private final Progress progress;

    private ProcessLab(Environments environments, Path out, long seed, Progress progress) {
        this.environments = environments;
        this.out = out;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Starts one. An environment can do to its targets what can be done to all of them: those of one kind have theirs.
     *
     * @param count how many environments
     */
    static ProcessLab start(List<SubjectSpec> subjects, Path out, long seed, int count, Progress progress)
            throws IOException {
        Path logs = out.resolve("logs").resolve(subjects.get(0).target());
        Environments environments = Environments.start(
                count,
                number -> EmbeddedEnvironment.start(
                        subjects, logs.resolve(Integer.toString(number)), number == 1 ? progress::step : step -> {}),
                progress::step);
        return new ProcessLab(environments, out, seed, progress);
    }

    /** Its id. */
    String environment() {
        return environments.first().id();
    }

    Cell cell(Entry entry, ScenarioSpec spec) throws IOException {
        if (!spec.notFor().isEmpty()) {
            return Cell.notRun(spec.caseId(), spec.notFor());
        }
        long start = System.nanoTime();
        CaseResult result = run(entry, spec);
        Examined sink = entry.sink();
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (result.outcome() == Outcome.NOT_APPLICABLE) {
            return Cell.notRun(spec.caseId(), result.sentence());
        }
        List<AnomalyKind> against = result.anomalies().stream()
                .filter(anomaly -> countsAgainst(anomaly, sink, result))
                .map(Anomaly::kind)
                .distinct()
                .toList();
        return new Cell(
                spec.caseId(),
                environment(),
                state(sink, result, against),
                sink.named(against),
                against,
                result.sentence(),
                millis);
    }

    /** Not laid at anybody else's door; and breaking the contract, or a hazard that a crash would make a loss, or what the defect is to cause. */
    private static boolean countsAgainst(Anomaly anomaly, Examined sink, CaseResult result) {
        boolean subject = anomaly.culprit() == Culprit.SUBJECT || anomaly.culprit() == Culprit.UNDETERMINED;
        return subject
                && (anomaly.kind() == AnomalyKind.PREMATURE_COMMIT
                        || sink.isHazardOfTheDefect(anomaly.kind())
                        || anomaly.kind().breaks(result.plan().subject().contract()));
    }

    /** A sink without a defect must pass, and nothing less; one with a defect may also be caught by what needs a person. */
    private static State state(Examined sink, CaseResult result, List<AnomalyKind> against) {
        if (sink.expected().isEmpty()) {
            return result.outcome() == Outcome.PASS ? State.SILENT : ofAlarm(result, State.CAUGHT);
        }
        return against.isEmpty() ? ofAlarm(result, State.SILENT) : State.CAUGHT;
    }

    private static State ofAlarm(CaseResult result, State decided) {
        return result.outcome() == Outcome.INCONCLUSIVE ? State.INCONCLUSIVE : decided;
    }

    /** What a case collects. */
    Evidence evidence(Entry entry, ScenarioSpec spec) throws IOException {
        CaseResult result = run(entry, spec);
        return Recheck.evidence(folder(entry, spec).resolve(result.runDirectory()));
    }

    private Path folder(Entry entry, ScenarioSpec spec) {
        return out.resolve(entry.name()).resolve(spec.caseId().replace('/', '-'));
    }

    private CaseResult run(Entry entry, ScenarioSpec spec) throws IOException {
        // For the whole suite, which asks its environment before the case too: in another's case workers may just be
        // killed.
        Environment environment = environments.take();
        try {
            return run(entry, spec, environment);
        } finally {
            environments.giveBack(environment);
        }
    }

    private CaseResult run(Entry entry, ScenarioSpec spec, Environment environment) throws IOException {
        SubjectSpec subject = entry.sink().subject();
        Plan plan = new Planner(subject, SIZES, seed, environment.id(), environment.testedSettings()).plan(spec, 0);
        Suite.Settings settings =
                new Suite.Settings(folder(entry, spec), seed, Build.NAME, "sinkproof self-check", List.of());
        return new Suite(Environments.of(environment), subject, settings, progress)
                .run(List.of(plan))
                .cases()
                .get(0);
    }

    @Override
    public void close() {
        environments.close();
    }
}
