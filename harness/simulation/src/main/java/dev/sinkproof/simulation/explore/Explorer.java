package dev.sinkproof.simulation.explore;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for a schedule on which a subject breaks its contract: without faults first, then every single fault at every passing,
 * then pairs as far as the budget goes, then at random. Ends with the first finding, made as small as can be.
 *
 * <p>Used by one thread; interrupting it ends the search.
 */
public final class Explorer {
    /** Of what is left after the single faults, pairs get this much. */
    private static final int PAIRS_PERCENT = 40;

    private final Simulator simulator;
    private final Oracle oracle = new Oracle();
    private final Consumer<Coverage> progress;
    private final Set<AnomalyKind> wanted;
    private Coverage coverage = Coverage.NOTHING;

    /**
     * What came of exploring.
     *
     * @param finding the first finding; empty when there was none within the budget
     * @param coverage how much was tried
     */
    public record Outcome(Optional<Finding> finding, Coverage coverage) {}

    /**
     * @param wanted anomalies to look for among those that count against the subject
     * @param progress told after each run
     */
    public Explorer(Simulator simulator, Set<AnomalyKind> wanted, Consumer<Coverage> progress) {
        this.simulator = Objects.requireNonNull(simulator, "simulator");
        this.wanted = Set.copyOf(wanted);
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Explores until the first finding or the end of the budget. */
    public Outcome explore(long seed, Budget budget) {
        Optional<Finding> finding = systematically(budget);
        if (finding.isEmpty()) {
            finding = atRandom(new RandomSchedules(seed), budget);
        }
        return new Outcome(finding, coverage);
    }

    /** Random schedules only. */
    public Outcome exploreAtRandom(long seed, Budget budget) {
        return new Outcome(atRandom(new RandomSchedules(seed), budget), coverage);
    }

    /** Without faults and with every single one: the whole of it, whatever it costs. */
    public Outcome sweepSingles(Topology topology) {
        SimulatedRun baseline = simulator.run(new Schedule(topology, List.of()));
        Budget unlimited = Budget.ofRuns(Long.MAX_VALUE);
        return new Outcome(singles(space(topology, baseline), unlimited), coverage);
    }

    private Optional<Finding> systematically(Budget budget) {
        List<FaultSpace> spaces = new ArrayList<>();
        for (Topology topology : topologies()) {
            Schedule faultless = new Schedule(topology, List.of());
            SimulatedRun baseline = simulator.run(faultless);
            Optional<Finding> finding = judge(faultless, baseline);
            if (finding.isPresent()) {
                return finding;
            }
            spaces.add(space(topology, baseline));
        }
        for (FaultSpace space : spaces) {
            Optional<Finding> finding = singles(space, budget);
            if (finding.isPresent()) {
                return finding;
            }
        }
        return pairs(spaces.get(0), budget.share(PAIRS_PERCENT, coverage.runs()));
    }

    /** Each way to rebalance, and a log with gaps. */
    private static List<Topology> topologies() {
        return List.of(
                Topology.DEFAULT,
                Topology.DEFAULT.with(Protocol.COOPERATIVE),
                Topology.DEFAULT.with(Protocol.CONSUMER),
                Topology.DEFAULT.with(Dimension.GAP, 7));
    }

    private FaultSpace space(Topology topology, SimulatedRun baseline) {
        FaultSpace space = new FaultSpace(topology, baseline.passings());
        coverage = coverage.space(space);
        return space;
    }

    private Optional<Finding> singles(FaultSpace space, Budget budget) {
        for (int i = 0; i < space.singles() && budget.allows(coverage.runs()); i++) {
            coverage = coverage.single();
            Optional<Finding> finding = run(space.single(i));
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> pairs(FaultSpace space, Budget budget) {
        for (long i = 0; i < space.pairs() && budget.allows(coverage.runs()); i++) {
            Schedule pair = space.pair(i);
            coverage = coverage.pair();
            Optional<Finding> finding = pair == null ? Optional.empty() : run(pair);
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> atRandom(RandomSchedules schedules, Budget budget) {
        while (budget.allows(coverage.runs())) {
            coverage = coverage.drawn();
            Optional<Finding> finding = run(schedules.next());
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> run(Schedule schedule) {
        return judge(schedule, simulator.run(schedule));
    }

    private Optional<Finding> judge(Schedule schedule, SimulatedRun run) {
        Oracle.Verdict verdict = oracle.judge(run);
        coverage = coverage.ran(run.faults().size(), verdict.inconclusive());
        progress.accept(coverage);
        return verdict.violations().stream()
                .filter(wanted::contains)
                .findFirst()
                .map(kind -> shrunk(kind, schedule));
    }

    /** The schedule of a finding, made as small as can be. */
    private Finding shrunk(AnomalyKind kind, Schedule found) {
        Shrinker shrinker = new Shrinker(candidate -> shows(candidate, kind));
        Schedule minimal = shrinker.shrink(found);
        SimulatedRun run = simulator.run(minimal);
        return new Finding(kind, found, minimal, run, oracle.judge(run).judgement(), shrinker.runs());
    }

    private boolean shows(Schedule schedule, AnomalyKind kind) {
        return oracle.judge(simulator.run(schedule)).violations().contains(kind);
    }
}
