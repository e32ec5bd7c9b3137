package dev.sinkproof.simulation.explore;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Poison;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Looks for a schedule on which a subject breaks its contract: without faults first, then every single fault at every passing
 * in the default topology, then the rest of the sweep, pairs and random schedules in turn, as far as the budget goes. Ends with the first finding, made as small as can be.
 *
 * <p>With several simulators of one subject several schedules run at a time; what is found is the same, as they are judged in the order in which
 * one alone would have run them. Used by one thread; interrupting it ends the search.
 */
public final class Explorer {
    /** With fewer records one of these turns into another, and the defect is the same. */
    private static final Set<AnomalyKind> WRONG_AT_THE_END =
            Set.of(AnomalyKind.LOST, AnomalyKind.STALE, AnomalyKind.RESURRECTED);

    private final List<Simulator> simulators;
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
        this(List.of(simulator), wanted, progress);
    }

    /**
     * @param simulators each with a deployment of the same subject of its own; at least one
     * @param wanted anomalies to look for among those that count against the subject
     * @param progress told after each run
     */
    public Explorer(List<Simulator> simulators, Set<AnomalyKind> wanted, Consumer<Coverage> progress) {
        if (simulators.isEmpty()) {
            throw new IllegalArgumentException("no simulator");
        }
        this.simulators = List.copyOf(simulators);
        this.wanted = Set.copyOf(wanted);
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** Explores until the first finding or the end of the budget. */
    public Outcome explore(long seed, Budget budget) {
        List<FaultSpace> spaces = new ArrayList<>();
        Optional<Finding> finding = withoutFaults(spaces);
        if (finding.isEmpty()) {
            finding = firstOf(everySingle(spaces.subList(0, 1)), budget);
        }
        if (finding.isEmpty()) {
            finding = firstOf(inTurn(spaces, seed), budget);
        }
        return new Outcome(finding, coverage);
    }

    /** Random schedules only. */
    public Outcome exploreAtRandom(long seed, Budget budget) {
        return new Outcome(firstOf(drawn(seed), budget), coverage);
    }

    /** Without faults and with every single one: the whole of it, whatever it costs. */
    public Outcome sweepSingles(Topology topology) {
        List<FaultSpace> spaces = new ArrayList<>();
        Optional<Finding> finding = withoutFaults(List.of(topology), spaces);
        if (finding.isEmpty()) {
            finding = firstOf(everySingle(spaces), Budget.ofRuns(Long.MAX_VALUE));
        }
        return new Outcome(finding, coverage);
    }

    private Optional<Finding> withoutFaults(List<FaultSpace> spaces) {
        return withoutFaults(topologies(), spaces);
    }

    private Optional<Finding> withoutFaults(List<Topology> topologies, List<FaultSpace> spaces) {
        for (Topology topology : topologies) {
            Schedule faultless = new Schedule(topology, List.of());
            SimulatedRun baseline = alone().run(faultless);
            Optional<Finding> finding =
                    look(faultless, baseline, oracle.judge(baseline)).map(this::shrunk);
            if (finding.isPresent()) {
                return finding;
            }
            spaces.add(space(topology, baseline));
        }
        return Optional.empty();
    }

    /** Each way to rebalance, and a log with gaps; with records that cannot be delivered for those who say that they park them. */
    private List<Topology> topologies() {
        Topology usual = usual();
        return List.of(
                usual, usual.with(Protocol.COOPERATIVE), usual.with(Protocol.CONSUMER), usual.with(Dimension.GAP, 7));
    }

    private Topology usual() {
        boolean parks = alone().subject().contract().poisonPolicy() == PoisonPolicy.DEAD_LETTER_QUEUE;
        return parks ? Topology.DEFAULT.with(Dimension.POISON, Poison.ALL) : Topology.DEFAULT;
    }

    private FaultSpace space(Topology topology, SimulatedRun baseline) {
        FaultSpace space = new FaultSpace(topology, baseline.passings());
        coverage = coverage.space(space);
        return space;
    }

    /** Where nothing else runs meanwhile. */
    private Simulator alone() {
        return simulators.get(0);
    }

    /** Null when there are no more. */
    private interface Candidates extends Supplier<Candidate> {}

    private static Candidates of(Stream<Schedule> schedules, UnaryOperator<Coverage> counted) {
        Iterator<Schedule> iterator = schedules.iterator();
        return () -> iterator.hasNext() ? new Candidate(iterator.next(), counted) : null;
    }

    private static Candidates everySingle(List<FaultSpace> spaces) {
        return of(
                spaces.stream()
                        .flatMap(space -> IntStream.range(0, space.singles()).mapToObj(space::single)),
                Coverage::single);
    }

    private static Candidates pairs(FaultSpace space) {
        return of(LongStream.range(0, space.pairs()).mapToObj(space::pair).filter(Objects::nonNull), Coverage::pair);
    }

    private Candidates drawn(long seed) {
        RandomSchedules schedules = new RandomSchedules(seed, alone().subject().morePoints());
        return of(Stream.generate(schedules::next), Coverage::drawn);
    }

    /** What is left of the sweep, pairs, and random ones, each as much as the others: a defect may need any of them. */
    private Candidates inTurn(List<FaultSpace> spaces, long seed) {
        List<Candidates> kinds =
                List.of(drawn(seed), everySingle(spaces.subList(1, spaces.size())), pairs(spaces.get(0)));
        int[] turn = new int[1];
        return () -> {
            Candidate next = kinds.get(turn[0]++ % kinds.size()).get();
            return next == null ? kinds.get(0).get() : next;
        };
    }

    /** A schedule that shows something once and not again says nothing of the subject: then the run is undecided, and exploring goes on. */
    private Optional<Finding> firstOf(Candidates candidates, Budget budget) {
        Optional<Seen> seen = firstSeen(candidates, budget);
        while (seen.isPresent() && !shows(seen.get().schedule(), seen.get().kind())) {
            coverage = coverage.undecided();
            seen = firstSeen(candidates, budget);
        }
        return seen.map(this::shrunk);
    }

    private Optional<Seen> firstSeen(Candidates candidates, Budget budget) {
        long[] begun = {coverage.runs()};
        Optional<Seen> seen = Optional.empty();
        try (Lanes lanes = new Lanes(simulators, () -> budget.allows(begun[0]++) ? candidates.get() : null)) {
            Optional<Lanes.Ran> ran = lanes.next();
            while (ran.isPresent()) {
                coverage = ran.get().candidate().counted().apply(coverage);
                seen = look(
                        ran.get().candidate().schedule(),
                        ran.get().run(),
                        ran.get().verdict());
                ran = seen.isPresent() ? Optional.empty() : lanes.next();
            }
        }
        return seen;
    }

    /** What is looked for, on a schedule that is not small yet. */
    private record Seen(AnomalyKind kind, Schedule schedule) {}

    private Optional<Seen> look(Schedule schedule, SimulatedRun run, Oracle.Verdict verdict) {
        coverage = coverage.ran(run.faults().size(), verdict.inconclusive(), run.droppedByConnect());
        progress.accept(coverage);
        return verdict.violations().stream()
                .filter(wanted::contains)
                .findFirst()
                .map(kind -> new Seen(kind, schedule));
    }

    /** The schedule of a finding, made as small as can be. */
    private Finding shrunk(Seen seen) {
        AnomalyKind kind = seen.kind();
        Shrinker shrinker = new Shrinker(candidate -> shows(candidate, kind));
        Schedule minimal = shrinker.shrink(seen.schedule());
        SimulatedRun run = alone().run(minimal);
        Oracle.Verdict verdict = oracle.judge(run);
        AnomalyKind shown = verdict.violations().contains(kind)
                ? kind
                : verdict.violations().stream()
                        .filter(WRONG_AT_THE_END::contains)
                        .findFirst()
                        .orElseThrow();
        return new Finding(shown, seen.schedule(), minimal, run, verdict.judgement(), shrinker.runs());
    }

    private boolean shows(Schedule schedule, AnomalyKind kind) {
        Set<AnomalyKind> violations = oracle.judge(alone().run(schedule)).violations();
        return WRONG_AT_THE_END.contains(kind)
                ? !Collections.disjoint(violations, WRONG_AT_THE_END)
                : violations.contains(kind);
    }
}
