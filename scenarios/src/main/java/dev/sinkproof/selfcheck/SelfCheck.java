package dev.sinkproof.selfcheck;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Jobs;
import dev.sinkproof.run.Progress;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.Choice.Where;
import dev.sinkproof.selfcheck.Findings.Kind;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.State;
import dev.sinkproof.sinks.flawed.FlawedSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs flawed sinks through scenarios, and the reference sinks and traps through the same: the former must be caught by the anomaly that the
 * defect causes, the latter must raise no alarm. In the simulation first; then, for what that cannot show, on real processes, with environments for
 * each kind of target. Used once.
 */
public final class SelfCheck {
    private final Path out;
    private final long seed;
    private final Choice choice;
    private final Progress progress;
    private final Findings findings;

    /**
     * A self-check that is not run yet.
     *
     * @param out folder of evidence, one folder for each sink
     * @param each is given what is known so far after each sink; by one thread at a time
     */
    public SelfCheck(Path out, long seed, Choice choice, Progress progress, Consumer<KillMatrix> each) {
        this.out = out;
        this.seed = seed;
        this.choice = choice;
        this.progress = new CountedCases(progress);
        this.findings = new Findings(seed, each);
    }

    /**
     * Runs it.
     *
     * @throws java.io.InterruptedIOException when the thread was interrupted; {@code each} has heard of what was run
     * @throws IOException when the environment failed
     */
    public KillMatrix run() throws IOException {
        List<Trap> traps = choice.traps() ? Trap.all() : List.of();
        choice.sinks().forEach(sink -> findings.enter(Kind.DEFECT, Entry.unknown(sink)));
        traps.forEach(trap -> findings.enter(Kind.TRAP, Entry.unknown(trap)));
        if (choice.where() != Where.EMBEDDED) {
            simulate(choice.sinks().stream()
                    .map(sink -> Entry.of(sink, choice.cases(sink, FlawedSubjects.of(sink), SimulationLab.PARAMETERS)))
                    .toList());
            simulate(referencesIn(SimulationLab.ID, SimulationLab.PARAMETERS, any -> true));
        }
        // Whatever was asked for: some need evidence that can be changed, and they take a second.
        simulateTraps(traps.stream().filter(trap -> !trap.onProcesses()).toList());
        if (choice.where() != Where.SIMULATED) {
            onProcesses(traps.stream().filter(Trap::onProcesses).toList());
        }
        return findings.matrix(true);
    }

    /**
     * The sinks that the flawed ones were made from: through all cases that were chosen, or else through those that decided about the
     * flawed ones.
     */
    private List<Entry> referencesIn(String environment, Parameters sizes, Predicate<SubjectSpec> which) {
        boolean decidingOnly = choice.ownOnly() || !environment.equals(SimulationLab.ID);
        Map<String, List<FlawedSink>> byReference = choice.sinks().stream()
                .collect(Collectors.groupingBy(FlawedSink::reference, TreeMap::new, Collectors.toList()));
        List<Entry> entries = new ArrayList<>();
        byReference.forEach((name, sinks) -> {
            SubjectSpec subject = FlawedSubjects.bundled(name);
            if (which.test(subject)) {
                List<String> deciding = sinks.stream()
                        .flatMap(sink -> findings.decided(sink.name(), environment).stream())
                        .distinct()
                        .toList();
                List<String> wanted = decidingOnly ? deciding : choice.scenarios();
                findings.enter(Kind.REFERENCE, Entry.unknown(subject));
                entries.add(Entry.of(subject, wanted.isEmpty() ? List.of() : Choice.chosen(wanted, subject, sizes)));
            }
        });
        return entries;
    }

    private void simulate(List<Entry> entries) throws IOException {
        // What is not simulated takes no time.
        List<Entry> left = entries.stream()
                .filter(entry -> !entry.cases().isEmpty())
                .sorted(Comparator.comparing(
                        entry -> entry.sink().notSimulated().isEmpty()))
                .toList();
        new Lanes(out.resolve("logs").resolve(SimulationLab.ID), seed, choice.jobs()).run(left, (lab, entry) -> {
            progress.step("simulating " + entry.name());
            List<Cell> cells = new ArrayList<>();
            lab.run(entry.sink(), entry.cases(), cells::add);
            noteDifferences(lab, entry, cells);
            findings.add(entry.kind(), entry.name(), cells);
        });
    }

    private void noteDifferences(SimulationLab lab, Entry entry, List<Cell> cells) {
        for (ScenarioSpec spec : entry.cases()) {
            boolean ran = cells.stream()
                    .anyMatch(cell -> cell.caseId().equals(spec.caseId()) && cell.state() != State.NOT_RUN);
            if (ran) {
                findings.noteDifferences(spec.caseId(), lab.differences(entry.sink(), spec));
            }
        }
    }

    private void simulateTraps(List<Trap> traps) throws IOException {
        if (traps.isEmpty()) {
            return;
        }
        try (SimulationLab lab = SimulationLab.start(out.resolve("logs").resolve("traps"), seed, () -> false)) {
            for (Trap trap : traps) {
                progress.step("simulating trap " + trap.id());
                findings.add(Kind.TRAP, trap.id(), List.of(new TrapRun(trap).simulated(lab)));
            }
        }
    }

    /** Each kind of target has a share of the environments, as it has of what is to be run. */
    private void onProcesses(List<Trap> traps) throws IOException {
        List<FlawedSink> sinks = choice.sinks().stream()
                .filter(sink -> choice.where() == Where.EMBEDDED || !findings.isCaught(sink.name()))
                .toList();
        Map<String, List<FlawedSink>> sinksOf = sinks.stream()
                .collect(Collectors.groupingBy(sink -> FlawedSubjects.of(sink).target()));
        Map<String, List<Trap>> trapsOf = traps.stream()
                .collect(Collectors.groupingBy(trap -> trap.subject().target()));
        Set<String> targets = new TreeSet<>(sinksOf.keySet());
        targets.addAll(trapsOf.keySet());
        List<Callable<Void>> suites = new ArrayList<>();
        for (String target : targets) {
            List<FlawedSink> sinksOfIt = sinksOf.getOrDefault(target, List.of());
            List<Trap> trapsOfIt = trapsOf.getOrDefault(target, List.of());
            double share = (double) (sinksOfIt.size() + trapsOfIt.size()) / (sinks.size() + traps.size());
            int jobs = Math.max(1, (int) Math.round(choice.jobs() * share));
            suites.add(() -> onProcesses(target, sinksOfIt, trapsOfIt, jobs));
        }
        Jobs.run(choice.jobs(), suites);
    }

    private Void onProcesses(String target, List<FlawedSink> sinks, List<Trap> traps, int jobs) throws IOException {
        Predicate<SubjectSpec> ofTarget = subject -> subject.target().equals(target);
        List<SubjectSpec> subjects = Stream.of(
                        sinks.stream().map(FlawedSubjects::of),
                        choice.sinks().stream().map(FlawedSubjects::reference).filter(ofTarget),
                        traps.stream().map(Trap::subject))
                .flatMap(all -> all)
                .toList();
        try (ProcessLab lab = ProcessLab.start(subjects, out, seed, jobs, progress)) {
            List<Callable<Void>> first = new ArrayList<>();
            sinks.stream()
                    .sorted(Comparator.comparing(SelfCheck::endsSoon))
                    .forEach(sink -> first.add(() -> defectOnProcesses(lab, sink)));
            for (Trap trap : traps) {
                first.add(() -> trapOnProcesses(lab, trap));
            }
            Jobs.run(jobs, first);
            List<Callable<Void>> then = new ArrayList<>();
            for (Entry reference : referencesIn(lab.environment(), Parameters.NONE, ofTarget)) {
                for (ScenarioSpec spec : reference.cases()) {
                    then.add(() -> {
                        findings.add(Kind.REFERENCE, reference.name(), List.of(lab.cell(reference, spec)));
                        return null;
                    });
                }
            }
            Jobs.run(jobs, then);
        }
        return null;
    }

    /** What gets nowhere is waited for until the deadline: others are run meanwhile. */
    private static boolean endsSoon(FlawedSink sink) {
        return !sink.anomalies().contains(AnomalyKind.STUCK.name());
    }

    /** Until the one that must expose it has; all of them, where others were asked for too. */
    private Void defectOnProcesses(ProcessLab lab, FlawedSink sink) throws IOException {
        SubjectSpec subject = FlawedSubjects.of(sink);
        boolean others = choice.where() == Where.EMBEDDED && !choice.ownOnly();
        Entry entry = Entry.of(
                sink,
                others ? choice.cases(sink, subject, Parameters.NONE) : Choice.own(sink, subject, Parameters.NONE));
        List<Cell> cells = new ArrayList<>();
        for (ScenarioSpec spec : entry.cases()) {
            Cell cell = lab.cell(entry, spec);
            cells.add(cell);
            if (cell.catches() && !others) {
                break;
            }
        }
        findings.add(Kind.DEFECT, entry.name(), cells);
        return null;
    }

    private Void trapOnProcesses(ProcessLab lab, Trap trap) throws IOException {
        findings.add(Kind.TRAP, trap.id(), List.of(new TrapRun(trap).onProcesses(lab)));
        return null;
    }
}
