package dev.sinkproof.run;

import dev.sinkproof.check.GuaranteeLattice;
import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.evidence.Clock;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs plans, the baseline first and by itself, then the others by the number of workers that they begin with, one after another or as
 * many side by side as there are environments, and keeps the results written after each, so that a suite that is killed leaves what it had. For one thread.
 */
public final class Suite {
    private final Environments environments;
    private final SubjectSpec subject;
    private final Settings settings;
    private final Progress progress;
    // Guarded by "this", as cases end on threads of their own.
    /** By their place among the plans. */
    private final SortedMap<Integer, CaseResult> cases = new TreeMap<>();

    private final List<String> notRun = new ArrayList<>();
    private final long createdAtMicros = Clock.epochMicros();
    private String subjectVersion = "";

    /**
     * What a suite needs to know besides its plans.
     *
     * @param out folder of the results and of the run directories
     * @param seed of the suite
     * @param tool name and version of the harness
     * @param again tells the command that runs these scenarios again; it is given none for all
     * @param scenarios the choice among them, globs; may be empty
     * @param reference makes the same plan for a sink that is known to be correct, to run where the subject has failed; empty where there
     *     is none
     */
    public record Settings(
            Path out,
            long seed,
            String tool,
            Function<List<String>, String> again,
            List<String> scenarios,
            Function<Plan, Optional<Plan>> reference) {
        public Settings {
            scenarios = List.copyOf(scenarios);
        }

        /** Without differential runs. */
        public Settings(
                Path out, long seed, String tool, Function<List<String>, String> again, List<String> scenarios) {
            this(out, seed, tool, again, scenarios, plan -> Optional.empty());
        }

        /** The same with differential runs. */
        public Settings differing(Function<Plan, Optional<Plan>> from) {
            return new Settings(out, seed, tool, again, scenarios, from);
        }

        /** With a command that takes scenarios as options {@code --scenario}. */
        public Settings(Path out, long seed, String tool, String command, List<String> scenarios) {
            this(out, seed, tool, only -> withOptions(command, only), scenarios);
        }

        private static String withOptions(String command, List<String> only) {
            StringBuilder all = new StringBuilder(command);
            only.forEach(
                    scenario -> all.append(" --scenario '").append(scenario).append('\''));
            return all.toString();
        }

        String reproduce() {
            return again.apply(scenarios);
        }
    }

    /** @param environments closed by the caller */
    public Suite(Environments environments, SubjectSpec subject, Settings settings, Progress progress) {
        this.environments = environments;
        this.subject = subject;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs the plans, of which the first is the baseline.
     *
     * @throws InterruptedIOException when the thread was interrupted; what was run stands in the results file, and the
     *     thread is no longer interrupted, so that a report can be made of it
     * @throws IOException when results cannot be written
     */
    public Results run(List<Plan> plans) throws IOException {
        try {
            begin();
            run(plans.get(0), 1, plans.size(), 0);
            if (plans.size() > 1) {
                runSideBySide(plans);
            }
            return end();
        } catch (InterruptedIOException e) {
            notInterruptedAnyMore();
            save(false);
            throw e;
        }
    }

    /** All but the first. A failure ends the others. */
    private void runSideBySide(List<Plan> plans) throws IOException {
        List<Integer> order = IntStream.range(1, plans.size()).boxed().collect(Collectors.toList());
        // Workers are started once and not stopped and started again between cases.
        order.sort(Comparator.comparing(index -> plans.get(index).scenario().workers()));
        List<Callable<Optional<CaseResult>>> jobs = new ArrayList<>();
        for (int place = 0; place < order.size(); place++) {
            int index = order.get(place);
            int workersNext = place + 1 == order.size()
                    ? 0
                    : plans.get(order.get(place + 1)).scenario().workers();
            jobs.add(() -> run(plans.get(index), index + 1, plans.size(), workersNext));
        }
        // One more than there are environments: while one case is judged, the next runs.
        Jobs.run(environments.wanted() + 1, jobs);
    }

    /**
     * For those who run plans one by one: called once before {@link #run(Plan, int, int)}.
     *
     * @throws IOException when results cannot be written, or Connect does not answer
     */
    public void begin() throws IOException {
        save(false);
        subjectVersion = environments.first().connect().pluginVersion(subject.connectorClass());
    }

    /**
     * What all plans so far have shown; nothing is run after it.
     *
     * @throws IOException when results cannot be written
     */
    public Results end() throws IOException {
        return save(true);
    }

    /** Files cannot be written by an interrupted thread. */
    @SuppressWarnings("ReturnValueIgnored")
    private static void notInterruptedAnyMore() {
        Thread.interrupted();
    }

    /**
     * Runs one plan, the baseline's first. Empty when it was not run, because the baseline had failed.
     *
     * @param number its place among the plans, from 1
     * @param total how many there are
     * @throws InterruptedIOException when the thread was interrupted
     * @throws IOException when results cannot be written
     */
    public Optional<CaseResult> run(Plan plan, int number, int total) throws IOException {
        return run(plan, number, total, 0);
    }

    /** @param workersNext how many workers the plan after this one needs; 0 when that is not known */
    private Optional<CaseResult> run(Plan plan, int number, int total, int workersNext) throws IOException {
        if (leftOut(plan)) {
            return Optional.empty();
        }
        Ended ended = runCase(plan, number, total, workersNext);
        CaseResult result = ended.verdict().judge();
        // What comes next may be interrupted.
        add(number, result);
        result = attributed(plan, result, ended, workersNext);
        add(number, result);
        ended.told().finished(result);
        return Optional.of(result);
    }

    /** One further case at most: the same plan with a sink that is known to be correct, where the subject has failed. */
    private CaseResult attributed(Plan plan, CaseResult failed, Ended ended, int workersNext) throws IOException {
        if (failed.outcome() != Outcome.FAIL || !Attribution.isOpen(failed)) {
            return failed;
        }
        Optional<Plan> same = settings.reference().apply(plan);
        if (same.isEmpty()) {
            return failed;
        }
        ended.told().step("the same with " + same.get().subject().name());
        CaseResult reference = referenceCase(same.get(), workersNext).judge();
        return ended.judge().attribute(failed, reference);
    }

    private Verdict referenceCase(Plan plan, int workersNext) throws IOException {
        Environment environment = environments.take();
        try {
            return runCase(environment, plan, Progress.OfCase.NONE, workersNext).verdict();
        } finally {
            environments.giveBack(environment);
        }
    }

    /** A case whose evidence is all there, so that another can have its environment. */
    private record Ended(CaseJudge judge, Verdict verdict, Progress.OfCase told) {}

    /** Judging still to be done. */
    @FunctionalInterface
    private interface Verdict {
        CaseResult judge() throws IOException;
    }

    private Ended runCase(Plan plan, int number, int total, int workersNext) throws IOException {
        Environment environment = environments.take();
        try {
            Progress.OfCase told = progress.caseStarted(plan, number, total);
            return runCase(environment, plan, told, workersNext);
        } finally {
            environments.giveBack(environment);
        }
    }

    private synchronized boolean leftOut(Plan plan) {
        boolean baselineFailed = !cases.isEmpty() && saysNothing(cases.get(cases.firstKey()));
        if (baselineFailed) {
            notRun.add(plan.scenario().caseId() + ": the baseline fails, so that nothing can be said about faults");
        }
        return baselineFailed;
    }

    private static boolean saysNothing(CaseResult baseline) {
        return baseline.outcome() == Outcome.FAIL || baseline.outcome() == Outcome.INCONCLUSIVE;
    }

    private synchronized void add(int number, CaseResult result) throws IOException {
        cases.put(number, result);
        save(false);
    }

    private Ended runCase(Environment environment, Plan plan, Progress.OfCase told, int workersNext)
            throws IOException {
        long startedAtMicros = Clock.epochMicros();
        Path relative = RunFolder.free(settings.out(), plan, startedAtMicros);
        RunDirectory directory = RunDirectory.create(settings.out().resolve(relative));
        CaseJudge judge = new CaseJudge(directory, relative.toString(), reproduce(plan));
        Optional<String> notApplicable = notApplicable(environment, plan.scenario());
        if (notApplicable.isPresent()) {
            return new Ended(judge, () -> judge.notApplicable(plan, startedAtMicros, notApplicable.get()), told);
        }
        String trouble = runToItsEnd(new CaseRunner(environment, plan, directory, told, workersNext));
        long durationMillis = (Clock.epochMicros() - startedAtMicros) / 1000;
        return new Ended(judge, () -> judge.judge(plan, startedAtMicros, durationMillis, trouble), told);
    }

    /** @return why the run ended early; empty when it did not */
    private String runToItsEnd(CaseRunner runner) throws IOException {
        try {
            runner.run();
            return "";
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            refuseToGoOnInterrupted(e);
            return Redaction.inText(String.valueOf(e.getMessage()), Redaction.secretsIn(subject.config()));
        }
    }

    private static Optional<String> notApplicable(Environment environment, ScenarioSpec scenario) {
        return scenario.notFor().isEmpty()
                ? Faults.notApplicable(scenario.faults(), environment, environment.id())
                : Optional.of(scenario.notFor());
    }

    /** An interruption shows as all kinds of failures; it is no verdict on a case, and no other case must follow. */
    private static void refuseToGoOnInterrupted(IOException failure) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(failure);
            throw interrupted;
        }
    }

    private String reproduce(Plan plan) {
        return settings.again().apply(List.of(plan.scenario().caseId()));
    }

    private synchronized Results save(boolean complete) throws IOException {
        List<CaseResult> ended = List.copyOf(cases.values());
        Outcome outcome = ended.stream().map(CaseResult::outcome).reduce(Outcome.NOT_APPLICABLE, Outcome::worse);
        Map<String, String> facts = new TreeMap<>(environments.first().facts());
        if (environments.wanted() > 1) {
            facts.put("cases side by side", "at most " + environments.wanted());
        }
        Results results = new Results(
                Results.SCHEMA_VERSION,
                settings.tool(),
                createdAtMicros,
                complete,
                Plans.redacted(subject),
                subjectVersion,
                Redaction.redact(subject.config()).redactions(),
                facts,
                settings.seed(),
                outcome,
                headline(outcome, ended),
                guarantees(ended),
                ended,
                notRun,
                settings.reproduce(),
                (complete ? ExitCode.of(ended) : ExitCode.INTERRUPTED).code());
        Files.createDirectories(settings.out());
        RunDirectory.write(settings.out().resolve("results.json"), results);
        return results;
    }

    private List<GuaranteeOutcome> guarantees(List<CaseResult> ended) {
        return GuaranteeLattice.merge(
                subject.contract(), ended.stream().map(CaseResult::guarantees).toList());
    }

    private String headline(Outcome outcome, List<CaseResult> ended) {
        Guarantee claimed = subject.contract().guarantee();
        String who = subject.name() + " → " + environments.first().facts().getOrDefault("target", subject.target());
        List<String> failed = ended.stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .map(result -> result.plan().scenario().caseId())
                .toList();
        return switch (outcome) {
            case FAIL -> who + " is not " + claimed.label() + " under " + String.join(", ", failed);
            case PARTIAL -> who + " held " + claimed.label() + " in " + ended.size() + " cases, with hazards";
            case PASS -> who + " held " + claimed.label() + " in all " + ended.size() + " cases";
            default -> "nothing can be said about " + who + ": the evidence is not there";
        };
    }
}
