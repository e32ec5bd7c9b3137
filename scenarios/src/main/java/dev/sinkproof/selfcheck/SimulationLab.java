package dev.sinkproof.selfcheck;

import dev.sinkproof.exploration.SimulatedPlan;
import dev.sinkproof.exploration.SimulatedSubjects;
import dev.sinkproof.exploration.SimulatedTarget;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.run.Planner;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.KillMatrix.Cell;
import dev.sinkproof.selfcheck.KillMatrix.State;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.run.CaseSimulator;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.subject.SubjectException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cases of the catalogue in the simulation: the connector's own classes in Connect's real task runner, over a modelled Kafka, on a real
 * PostgreSQL. Used by one thread.
 */
final class SimulationLab implements AutoCloseable {
    static final String ID = "simulated";

    /** These are its alone to decide: Connect goes back in its offsets by itself, and times in the simulation are none that anybody promised. */
    private static final Set<AnomalyKind> OF_THE_ORACLE = EnumSet.of(AnomalyKind.OFFSET_REGRESSED, AnomalyKind.SLOW);

    private static final Logger LOG = LoggerFactory.getLogger(SimulationLab.class);

    /** Enough for all faults of the catalogue to find their passing: a fifth of what real processes are given. */
    static final Parameters PARAMETERS = new Parameters(Map.of(Parameters.RECORDS, "2400"));

    private static final Planner.Sizes SIZES = new Planner.Sizes(2_400, 4, 60, 0);
    /** No divisor of where unusual records lie: there are good ones before them in their batch. */
    private static final int POLL_RECORDS_MAX = 80;
    /** Under a transform of the catalogue's. */
    private static final String RENAMED = "_renamed";

    private final SimulatedTarget target;
    private final CaseSimulator simulator = new CaseSimulator();
    private final Oracle oracle = new Oracle();
    private final long seed;
    private final BooleanSupplier givenUp;

    private SimulationLab(SimulatedTarget target, long seed, BooleanSupplier givenUp) {
        this.target = target;
        this.seed = seed;
        this.givenUp = givenUp;
    }

    /**
     * Starts one.
     *
     * @param logs folder of the target's log
     * @param givenUp asked before each case: whether those that are left are left out
     */
    static SimulationLab start(Path logs, long seed, BooleanSupplier givenUp) throws IOException {
        SimulatedTarget target = SimulatedTarget.start(logs, List.of(Source.TOPIC, Source.TOPIC + RENAMED));
        return new SimulationLab(target, seed, givenUp);
    }

    /**
     * Runs a sink through cases, one after another, until it is given up.
     *
     * @param each is given each cell
     */
    void run(Examined sink, List<ScenarioSpec> cases, Consumer<Cell> each) throws IOException {
        String reason = sink.notSimulated();
        if (!reason.isEmpty()) {
            cases.forEach(spec -> each.accept(Cell.notRun(spec.caseId(), "not simulated: " + reason)));
            return;
        }
        try (SimulatedSubjects simulated = loaded(sink)) {
            for (ScenarioSpec spec : cases) {
                if (givenUp.getAsBoolean()) {
                    return;
                }
                each.accept(cell(sink, simulated, spec));
            }
        } catch (SubjectException e) {
            cases.forEach(spec -> each.accept(Cell.notRun(spec.caseId(), "not simulated: " + e.getMessage())));
        }
    }

    private SimulatedSubjects loaded(Examined sink) throws IOException {
        return SimulatedSubjects.load(sink.subject(), target);
    }

    /** What a case cannot have in the simulation as it has it on real processes, each a sentence. */
    List<String> differences(Examined sink, ScenarioSpec spec) {
        return spec.notFor().isEmpty() ? translated(sink, spec).differences() : List.of();
    }

    private SimulatedPlan translated(Examined sink, ScenarioSpec spec) {
        Plan plan = new Planner(sink.subject(), SIZES, seed, ID, Map.of()).plan(spec, Source.TOPIC);
        return SimulatedPlan.of(plan, POLL_RECORDS_MAX);
    }

    private Cell cell(Examined sink, SimulatedSubjects simulated, ScenarioSpec spec) {
        if (!spec.notFor().isEmpty()) {
            return Cell.notRun(spec.caseId(), spec.notFor());
        }
        SimulatedPlan planned = translated(sink, spec);
        if (!planned.expressible()) {
            return Cell.notRun(spec.caseId(), "not simulated: " + planned.reason());
        }
        long start = System.nanoTime();
        try {
            Ran ran = ran(planned, simulated);
            return cell(sink, spec, ran, millis(start));
        } catch (RuntimeException e) {
            LOG.warn("{} in {} could not be simulated", sink.subject().name(), spec.caseId(), e);
            return new Cell(
                    spec.caseId(),
                    ID,
                    State.INCONCLUSIVE,
                    false,
                    List.of(),
                    "the simulation failed: " + e,
                    millis(start));
        }
    }

    private static long millis(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /** A run and what it showed. */
    record Ran(SimulatedRun run, Oracle.Verdict verdict) {}

    private Ran ran(SimulatedPlan planned, SimulatedSubjects simulated) {
        SimulatedRun run =
                simulator.run(planned.with(simulated.subject().as(planned.plan().subject())));
        return new Ran(run, oracle.judge(run));
    }

    /** One case of a sink without a defect, looked at more closely. */
    <T> T look(Examined sink, ScenarioSpec spec, Function<Ran, T> look) throws IOException {
        SimulatedPlan planned = translated(sink, spec);
        if (!planned.expressible()) {
            throw new IllegalArgumentException(spec.caseId() + " cannot be simulated: " + planned.reason());
        }
        try (SimulatedSubjects simulated = loaded(sink)) {
            return look.apply(ran(planned, simulated));
        }
    }

    static Cell cell(Examined sink, ScenarioSpec spec, Ran ran, long millis) {
        Oracle.Verdict verdict = ran.verdict();
        List<AnomalyKind> against = against(sink, verdict);
        State state = !against.isEmpty() ? State.CAUGHT : verdict.inconclusive() ? State.INCONCLUSIVE : State.SILENT;
        return new Cell(
                spec.caseId(), ID, state, sink.named(against), against, sentence(verdict, against, state), millis);
    }

    /** What breaks the contract, and hazards that the defect is to cause, unless they are somebody else's. */
    private static List<AnomalyKind> against(Examined sink, Oracle.Verdict verdict) {
        Set<AnomalyKind> against = new TreeSet<>(verdict.violations());
        verdict.judgement().anomalies().stream()
                .filter(anomaly -> anomaly.culprit() == Culprit.SUBJECT || anomaly.culprit() == Culprit.UNDETERMINED)
                .map(Anomaly::kind)
                .filter(kind -> sink.isHazardOfTheDefect(kind) && !OF_THE_ORACLE.contains(kind))
                .forEach(against::add);
        return List.copyOf(against);
    }

    /** That of the first anomaly that counts, as others may stand in front of it. */
    private static String sentence(Oracle.Verdict verdict, List<AnomalyKind> against, State state) {
        return state != State.CAUGHT
                ? verdict.judgement().sentence()
                : verdict.judgement().anomalies().stream()
                        .filter(anomaly -> against.contains(anomaly.kind()))
                        .map(Anomaly::explanation)
                        .findFirst()
                        .orElse(verdict.judgement().sentence());
    }

    @Override
    public void close() throws IOException {
        try (SimulatedTarget last = target) {
            simulator.close();
        }
    }
}
