package dev.sinkproof.selfcheck;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Progress;
import dev.sinkproof.scenarios.Build;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.Choice.Where;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.selfcheck.KillMatrix.State;
import dev.sinkproof.sinks.flawed.FlawedSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs flawed sinks through scenarios, and the reference sinks and traps through the same: the former must be caught by the anomaly that the
 * defect causes, the latter must raise no alarm. In the simulation first; then, for what that cannot show, on real processes, one environment for all of
 * one kind of target. Used once.
 */
public final class SelfCheck {
    private final Path out;
    private final long seed;
    private final Consumer<KillMatrix> each;
    private final Map<String, Entry> defects = new LinkedHashMap<>();
    private final Map<String, Entry> references = new TreeMap<>();
    private final Map<String, Entry> traps = new LinkedHashMap<>();
    private final Map<String, List<String>> differences = new ConcurrentHashMap<>();

    /** A sink, or a trap, with what is known of it so far. Guarded by the self-check. */
    private record Entry(Examined sink, List<ScenarioSpec> cases, Row row, List<Cell> cells) {
        Entry(Examined sink, List<ScenarioSpec> cases, Row row) {
            this(sink, cases, row, new ArrayList<>());
        }

        boolean isCaught() {
            return cells.stream()
                    .anyMatch(cell -> cell.catches() && cell.scenario().equals(row.scenario()));
        }
    }

    /**
     * A self-check that is not run yet.
     *
     * @param out folder of evidence, one folder for each sink
     * @param each is given what is known so far after each sink; by one thread at a time
     */
    public SelfCheck(Path out, long seed, Consumer<KillMatrix> each) {
        this.out = out;
        this.seed = seed;
        this.each = each;
    }

    /**
     * Runs it.
     *
     * @throws java.io.InterruptedIOException when the thread was interrupted; {@code each} has heard of what was run
     * @throws IOException when the environment failed
     */
    public KillMatrix run(Choice choice, Progress progress) throws IOException {
        choice.sinks().forEach(sink -> enter(sink, choice));
        enterTraps(choice);
        if (choice.where() != Where.EMBEDDED) {
            simulate(List.copyOf(defects.values()), choice, progress);
            enterReferences(choice, SimulationLab.ID);
            simulate(List.copyOf(references.values()), choice, progress);
        }
        // Whatever was asked for: some need evidence that can be changed, and they take a second.
        simulateTraps(progress);
        if (choice.where() != Where.SIMULATED) {
            onProcesses(choice, progress);
        }
        return matrix(true);
    }

    private void enter(FlawedSink sink, Choice choice) {
        SubjectSpec subject = FlawedSubjects.of(sink);
        defects.put(
                sink.name(),
                new Entry(
                        new Examined(subject, sink.anomalies(), sink.notSimulated()),
                        choice.cases(sink, subject, SimulationLab.PARAMETERS),
                        new Row(
                                sink.name(),
                                sink.defect(),
                                sink.reportedIn(),
                                sink.anomalies(),
                                sink.scenario(),
                                List.of(),
                                false)));
    }

    /** All of them, unless it is some defects only that are asked for. */
    private void enterTraps(Choice choice) {
        for (Trap trap : choice.traps() ? Trap.all() : List.<Trap>of()) {
            SubjectSpec subject = trap.subject();
            traps.put(
                    trap.id(),
                    new Entry(
                            new Examined(subject, List.of(), ""),
                            List.of(),
                            new Row(trap.id(), trap.why(), trap.from(), List.of(), trap.caseId(), List.of(), false)));
        }
    }

    /**
     * The sinks that the flawed ones were made from: through all cases that were chosen, or else through those that decided about the
     * flawed ones.
     */
    private void enterReferences(Choice choice, String environment) {
        Map<String, List<FlawedSink>> byReference = choice.sinks().stream()
                .collect(Collectors.groupingBy(FlawedSink::reference, TreeMap::new, Collectors.toList()));
        byReference.forEach((name, sinks) -> {
            SubjectSpec subject = FlawedSubjects.bundled(name);
            Parameters sizes = environment.equals(SimulationLab.ID) ? SimulationLab.PARAMETERS : Parameters.NONE;
            List<String> deciding = sinks.stream()
                    .flatMap(sink -> decided(defects.get(sink.name()), environment))
                    .distinct()
                    .toList();
            List<String> wanted =
                    choice.ownOnly() || !environment.equals(SimulationLab.ID) ? deciding : choice.scenarios();
            List<ScenarioSpec> cases = wanted.isEmpty() ? List.of() : Choice.chosen(wanted, subject, sizes);
            Entry before = references.get(name);
            references.put(
                    name,
                    new Entry(
                            new Examined(subject, List.of(), ""),
                            cases,
                            new Row(name, "none: what is flawed is made from it", "", List.of(), "", List.of(), false),
                            before == null ? new ArrayList<>() : before.cells()));
        });
    }

    private static Stream<String> decided(Entry entry, String environment) {
        return entry.cells().stream()
                .filter(cell -> cell.environment().equals(environment) && cell.state() == State.CAUGHT)
                .map(Cell::caseId);
    }

    private void simulate(List<Entry> entries, Choice choice, Progress progress) throws IOException {
        List<Entry> left = entries.stream()
                .filter(entry -> !entry.cases().isEmpty())
                .sorted(Comparator.comparing(
                        entry -> entry.sink().notSimulated().isEmpty()))
                .toList();
        new Lanes(out.resolve("logs").resolve(SimulationLab.ID), seed, choice.jobs()).run(left, (lab, entry) -> {
            progress.step("simulating " + entry.row().sink());
            List<Cell> cells = new ArrayList<>();
            lab.run(entry.sink(), entry.cases(), cells::add);
            noteDifferences(lab, entry, cells);
            add(entry, cells);
        });
    }

    private void noteDifferences(SimulationLab lab, Entry entry, List<Cell> cells) {
        for (ScenarioSpec spec : entry.cases()) {
            boolean ran = cells.stream()
                    .anyMatch(cell -> cell.caseId().equals(spec.caseId()) && cell.state() != State.NOT_RUN);
            if (ran) {
                differences.computeIfAbsent(spec.caseId(), none -> lab.differences(entry.sink(), spec));
            }
        }
    }

    private synchronized void add(Entry entry, List<Cell> cells) {
        entry.cells().addAll(cells);
        each.accept(matrix(false));
    }

    private void simulateTraps(Progress progress) throws IOException {
        List<Trap> simulated = traps.keySet().stream()
                .map(SelfCheck::trap)
                .filter(trap -> !trap.onProcesses())
                .toList();
        if (simulated.isEmpty()) {
            return;
        }
        try (SimulationLab lab = SimulationLab.start(out.resolve("logs").resolve("traps"), seed)) {
            for (Trap trap : simulated) {
                progress.step("simulating trap " + trap.id());
                Entry entry = traps.get(trap.id());
                long start = System.nanoTime();
                ScenarioSpec spec = only(trap, entry, SimulationLab.PARAMETERS);
                Cell cell = lab.look(
                        entry.sink(), spec, ran -> judged(trap, trap.planted(ran.run()), SimulationLab.ID, start));
                add(entry, List.of(cell));
            }
        }
    }

    private static Trap trap(String id) {
        return Trap.all().stream()
                .filter(trap -> trap.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ScenarioSpec only(Trap trap, Entry entry, Parameters sizes) {
        return Catalogue.select(List.of(trap.caseId()), sizes, entry.sink().subject()).stream()
                .filter(spec -> spec.caseId().equals(trap.caseId()))
                .findFirst()
                .orElseThrow();
    }

    /** Silent only if that which looks wrong is there. */
    private static Cell judged(Trap trap, Evidence evidence, String environment, long start) {
        Judgement judgement = new Judge().judge(evidence);
        List<AnomalyKind> alarms = judgement.anomalies().stream()
                .filter(anomaly -> trap.isAlarm(anomaly, evidence))
                .map(anomaly -> anomaly.kind())
                .distinct()
                .toList();
        boolean undecided =
                judgement.checks().stream().map(CheckResult::outcome).anyMatch(Outcome.INCONCLUSIVE::equals);
        boolean looksWrong = looksWrong(trap, evidence, judgement);
        State state = !alarms.isEmpty() ? State.CAUGHT : undecided || !looksWrong ? State.INCONCLUSIVE : State.SILENT;
        return new Cell(
                trap.caseId(),
                environment,
                state,
                false,
                alarms,
                looksWrong ? judgement.sentence() : "what looks wrong did not come up: " + judgement.sentence(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private static boolean looksWrong(Trap trap, Evidence evidence, Judgement judgement) {
        try {
            return trap.looksWrong(evidence, judgement);
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence of trap " + trap.id() + " cannot be read", e);
        }
    }

    private void onProcesses(Choice choice, Progress progress) throws IOException {
        Map<String, List<Entry>> byTarget = Stream.concat(
                        defects.values().stream(),
                        traps.entrySet().stream()
                                .filter(trap -> trap(trap.getKey()).onProcesses())
                                .map(Map.Entry::getValue))
                .filter(entry -> choice.where() == Where.EMBEDDED || !entry.isCaught())
                .collect(Collectors.groupingBy(
                        entry -> entry.sink().subject().target(), TreeMap::new, Collectors.toList()));
        for (List<Entry> entries : byTarget.values()) {
            onProcesses(entries, choice, progress);
        }
    }

    private void onProcesses(List<Entry> entries, Choice choice, Progress progress) throws IOException {
        List<SubjectSpec> subjects = new ArrayList<>();
        entries.forEach(entry -> subjects.add(entry.sink().subject()));
        choice.sinks().stream()
                .map(sink -> FlawedSubjects.bundled(sink.reference()))
                .filter(subject -> subject.target().equals(subjects.get(0).target()))
                .forEach(subjects::add);
        try (ProcessLab lab = ProcessLab.start(subjects, out, seed, progress)) {
            for (Entry entry : entries) {
                if (traps.containsValue(entry)) {
                    trapOnProcesses(lab, entry);
                } else {
                    defectOnProcesses(lab, entry, choice);
                }
            }
            enterReferences(choice, lab.environment());
            for (Entry reference : references.values()) {
                if (reference.sink().subject().target().equals(subjects.get(0).target())) {
                    referenceOnProcesses(lab, reference);
                }
            }
        }
    }

    /** Until the one that must expose it has; all of them, where others were asked for too. */
    private void defectOnProcesses(ProcessLab lab, Entry entry, Choice choice) throws IOException {
        FlawedSink sink = choice.sinks().stream()
                .filter(flawed -> flawed.name().equals(entry.row().sink()))
                .findFirst()
                .orElseThrow();
        SubjectSpec subject = entry.sink().subject();
        boolean others = choice.where() == Where.EMBEDDED && !choice.ownOnly();
        List<ScenarioSpec> cases =
                others ? choice.cases(sink, subject, Parameters.NONE) : Choice.own(sink, subject, Parameters.NONE);
        List<Cell> cells = new ArrayList<>();
        for (ScenarioSpec spec : cases) {
            Cell cell = lab.cell(entry.sink(), spec);
            cells.add(cell);
            if (cell.catches() && !others) {
                break;
            }
        }
        add(entry, cells);
    }

    private void referenceOnProcesses(ProcessLab lab, Entry entry) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (ScenarioSpec spec : entry.cases()) {
            cells.add(lab.cell(entry.sink(), spec));
        }
        if (!cells.isEmpty()) {
            add(entry, cells);
        }
    }

    private void trapOnProcesses(ProcessLab lab, Entry entry) throws IOException {
        Trap trap = trap(entry.row().sink());
        long start = System.nanoTime();
        CaseResult result = lab.run(entry.sink().subject(), only(trap, entry, Parameters.NONE));
        add(entry, List.of(judged(trap, trap.planted(lab.evidence(result)), lab.environment(), start)));
    }

    private synchronized KillMatrix matrix(boolean complete) {
        List<Row> caught = rows(defects);
        return new KillMatrix(
                KillMatrix.FORM,
                Build.NAME,
                seed,
                complete,
                caught,
                rows(references).stream().filter(row -> !row.cells().isEmpty()).toList(),
                rows(traps),
                Scenarios.of(caught, differences));
    }

    private static List<Row> rows(Map<String, Entry> entries) {
        return entries.values().stream().map(SelfCheck::row).toList();
    }

    private static Row row(Entry entry) {
        Row row = entry.row();
        return new Row(
                row.sink(),
                row.defect(),
                row.reportedIn(),
                row.expected(),
                row.scenario(),
                inOrder(entry.cells()),
                row.expected().isEmpty() ? isSilent(entry.cells()) : entry.isCaught());
    }

    private static boolean isSilent(List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.state() == State.SILENT)
                && cells.stream().allMatch(cell -> cell.state() == State.SILENT || cell.state() == State.NOT_RUN);
    }

    /** One case that was run in an environment needs no word on why it was not in another. */
    private static List<Cell> inOrder(List<Cell> cells) {
        List<String> order = Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE).stream()
                .map(ScenarioSpec::caseId)
                .toList();
        return cells.stream()
                .filter(cell -> cell.state() != State.NOT_RUN
                        || cells.stream()
                                .noneMatch(other -> other.state() != State.NOT_RUN
                                        && other.caseId().equals(cell.caseId())))
                .sorted(Comparator.comparingInt(cell -> order.indexOf(cell.caseId())))
                .toList();
    }
}
