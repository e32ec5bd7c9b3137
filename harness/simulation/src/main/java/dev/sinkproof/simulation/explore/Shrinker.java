package dev.sinkproof.simulation.explore;

import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Makes a schedule small while it still shows what it showed: fewer faults first, then a smaller system, then earlier passings.
 * Greedy, and from the start again after each success, so that what comes out cannot be made smaller by any single step; where that
 * leaves many records, the same faults are tried in small systems.
 */
public final class Shrinker {
    /** Runs after which the schedule is left as it is by then. */
    public static final int RUNS_MAX = 4_000;

    /** In a smaller system a fault's passing is another one: up to here all are tried. */
    private static final int RETIMED_MAX = 6;

    private static final int BATCH_MAX = 3;
    /** So many can be followed by eye. */
    private static final int FEW_RECORDS = 10;

    private static final int DRAWN_MAX = 2_500;
    private static final int ORDERS = 100;

    private final Predicate<Schedule> shows;
    private int runs;

    /** @param shows runs a schedule and tells whether it shows what is looked for */
    public Shrinker(Predicate<Schedule> shows) {
        this.shows = Objects.requireNonNull(shows, "shows");
    }

    public int runs() {
        return runs;
    }

    /** The smallest schedule that was come upon from {@code schedule}, which shows it. */
    public Schedule shrink(Schedule schedule) {
        Schedule smallest = byStages(schedule);
        if (smallest.topology().records() > FEW_RECORDS) {
            Schedule resized = amongSmallSystems(smallest);
            return resized == null ? smallest : byStages(resized);
        }
        return smallest;
    }

    /**
     * Step by step one may end in a corner: fewer records alone do not show it, nor do fewer partitions, but both together would, in
     * another order of turns. So the same faults are tried in small systems that are drawn, always the same ones.
     */
    private Schedule amongSmallSystems(Schedule schedule) {
        SplittableRandom random = new SplittableRandom(FEW_RECORDS);
        for (int i = 0; i < DRAWN_MAX; i++) {
            Schedule candidate = small(schedule, random);
            if (shows(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static Schedule small(Schedule schedule, SplittableRandom random) {
        int partitions = 1 + random.nextInt(3);
        Topology topology = schedule.topology()
                .with(Dimension.PARTITIONS, partitions)
                .with(Dimension.RECORDS, 1 + random.nextInt(FEW_RECORDS / partitions))
                .with(Dimension.POLL, 1 + random.nextInt(BATCH_MAX))
                .with(Dimension.WORKERS, 1 + random.nextInt(2))
                .with(Dimension.TASKS, 1 + random.nextInt(3))
                .with(Dimension.ORDER, random.nextBoolean() ? 0 : 1 + random.nextInt(ORDERS));
        List<ScheduledFault> faults = new ArrayList<>();
        schedule.faults()
                .forEach(fault ->
                        faults.add(new ScheduledFault(fault.kind(), fault.point(), 1 + random.nextInt(RETIMED_MAX))));
        return new Schedule(topology, faults);
    }

    private Schedule byStages(Schedule schedule) {
        Schedule smallest = schedule;
        Schedule smaller = smaller(smallest);
        while (smaller != null) {
            smallest = smaller;
            smaller = smaller(smallest);
        }
        return smallest;
    }

    /** Null when there is none. */
    private Schedule smaller(Schedule schedule) {
        Schedule fewer = firstThatShows(withoutOne(schedule));
        if (fewer != null) {
            return fewer;
        }
        for (Schedule candidate : simplerSystems(schedule)) {
            Schedule found = shows(candidate) ? candidate : firstThatShows(retimed(candidate));
            if (found != null) {
                return found;
            }
        }
        Schedule shorter = withShorterBatches(schedule);
        return shorter != null ? shorter : firstThatShows(earlier(schedule));
    }

    /** Fewer records may need shorter batches to show the same. */
    private Schedule withShorterBatches(Schedule schedule) {
        int records = schedule.topology().get(Dimension.RECORDS);
        for (int fewer = 1; fewer < records; fewer = next(fewer, records)) {
            for (int batch = 1; batch <= Math.min(BATCH_MAX, fewer); batch++) {
                Schedule candidate = schedule.with(Dimension.RECORDS, fewer).with(Dimension.POLL, batch);
                Schedule found = shows(candidate) ? candidate : firstThatShows(retimed(candidate));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Schedule firstThatShows(List<Schedule> candidates) {
        return candidates.stream().filter(this::shows).findFirst().orElse(null);
    }

    private boolean shows(Schedule candidate) {
        return runs < RUNS_MAX && !Thread.currentThread().isInterrupted() && run(candidate);
    }

    private boolean run(Schedule candidate) {
        runs++;
        return shows.test(candidate);
    }

    private static List<Schedule> withoutOne(Schedule schedule) {
        List<Schedule> candidates = new ArrayList<>();
        for (ScheduledFault left : schedule.faults()) {
            candidates.add(schedule.withFaults(schedule.faults().stream()
                    .filter(fault -> !fault.equals(left))
                    .toList()));
        }
        return candidates;
    }

    /** Each one dimension nearer to its smallest value, the boldest steps first. */
    private static List<Schedule> simplerSystems(Schedule schedule) {
        List<Schedule> candidates = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            int value = schedule.topology().get(dimension);
            if (dimension == Dimension.SEED || dimension == Dimension.POLL) {
                continue;
            }
            for (int smaller = dimension.min(); smaller < value; smaller = next(smaller, value)) {
                candidates.add(schedule.with(dimension, smaller));
            }
        }
        return candidates;
    }

    /** One by one near the smallest value, in leaps farther away. */
    private static int next(int smaller, int value) {
        return smaller < RETIMED_MAX ? smaller + 1 : smaller + Math.max(1, (value - smaller) / 2);
    }

    /** The same faults at all of the first passings. */
    private static List<Schedule> retimed(Schedule schedule) {
        List<List<ScheduledFault>> combinations = List.of(List.of());
        if (schedule.faults().isEmpty() || schedule.faults().size() > 2) {
            return List.of();
        }
        for (ScheduledFault fault : schedule.faults()) {
            List<List<ScheduledFault>> longer = new ArrayList<>();
            for (List<ScheduledFault> combination : combinations) {
                for (int nth = 1; nth <= RETIMED_MAX; nth++) {
                    List<ScheduledFault> with = new ArrayList<>(combination);
                    with.add(new ScheduledFault(fault.kind(), fault.point(), nth));
                    longer.add(with);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(schedule::withFaults).toList();
    }

    private static List<Schedule> earlier(Schedule schedule) {
        List<Schedule> candidates = new ArrayList<>();
        for (ScheduledFault fault : schedule.faults()) {
            for (int nth = 1; nth < fault.nth(); nth++) {
                candidates.add(replaced(schedule, fault, new ScheduledFault(fault.kind(), fault.point(), nth)));
            }
        }
        return candidates;
    }

    private static Schedule replaced(Schedule schedule, ScheduledFault old, ScheduledFault by) {
        List<ScheduledFault> faults = new ArrayList<>(schedule.faults());
        faults.replaceAll(fault -> fault.equals(old) ? by : fault);
        return schedule.withFaults(faults);
    }
}
