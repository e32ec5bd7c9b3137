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

/** Runs cases of the catalogue on real processes. Used by one thread. */
final class ProcessLab implements AutoCloseable {
    /** Enough that every fault falls into the middle of the work. */
    private static final Planner.Sizes SIZES = new Planner.Sizes(12_000, 4, 300, 6_000);

    private final Environment environment;
    private final Path out;
    private final long seed;
    private final Progress progress;

    private ProcessLab(Environment environment, Path out, long seed, Progress progress) {
        this.environment = environment;
        this.out = out;
        this.seed = seed;
        this.progress = progress;
    }

    /** An environment can do to its targets what can be done to all of them: those of one kind have theirs. */
    static ProcessLab start(List<SubjectSpec> subjects, Path out, long seed, Progress progress) throws IOException {
        Path logs = out.resolve("logs").resolve(subjects.get(0).target());
        return new ProcessLab(EmbeddedEnvironment.start(subjects, logs, progress::step), out, seed, progress);
    }

    /** Its id. */
    String environment() {
        return environment.id();
    }

    Cell cell(Examined sink, ScenarioSpec spec) throws IOException {
        if (!spec.notFor().isEmpty()) {
            return Cell.notRun(spec.caseId(), spec.notFor());
        }
        long start = System.nanoTime();
        CaseResult result = run(sink.subject(), spec);
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
                environment.id(),
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

    /** What the last run of a case collected. */
    Evidence evidence(CaseResult result) throws IOException {
        return Recheck.evidence(out.resolve(result.plan().subject().name()).resolve(result.runDirectory()));
    }

    CaseResult run(SubjectSpec subject, ScenarioSpec scenario) throws IOException {
        Planner planner = new Planner(subject, SIZES, seed, environment.id(), environment.testedSettings());
        Plan plan = planner.plan(scenario, 0);
        Suite.Settings settings =
                new Suite.Settings(out.resolve(subject.name()), seed, Build.NAME, "sinkproof self-check", List.of());
        return new Suite(Environments.of(environment), subject, settings, progress)
                .run(List.of(plan))
                .cases()
                .get(0);
    }

    @Override
    public void close() throws IOException {
        environment.close();
    }
}
