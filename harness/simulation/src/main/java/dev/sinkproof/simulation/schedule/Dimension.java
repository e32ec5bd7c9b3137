package dev.sinkproof.simulation.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A number that decides what a simulated run consists of. */
public enum Dimension {
    /** Connect workers; tasks are dealt out to them in turn. */
    WORKERS(2, 1, 8),
    TASKS(2, 1, 8),
    /** Partitions of the source topic. */
    PARTITIONS(4, 1, 64),
    /** Records in each partition. */
    RECORDS(25, 1, 1_000_000),
    /** Distinct keys in each partition. */
    KEYS(5, 1, 1_000_000),
    /** {@code max.poll.records}. */
    POLL(10, 1, 100_000),
    /** Every so many records the log skips an offset, as transactions make it do; 0 for no gaps. */
    GAP(0, 0, 1_000_000),
    /** How the group rebalances: a {@link Protocol} by its position. */
    PROTOCOL(0, 0, Protocol.values().length - 1),
    /** In which order tasks take their turns: 0 for one after the other, else a seed. */
    ORDER(0, 0, Integer.MAX_VALUE),
    /** Seed of the workload. */
    SEED(1, 0, Integer.MAX_VALUE),
    /** Which records cannot be delivered: the sum of some {@link Poison#bit()}. */
    POISON(0, 0, Poison.ALL);

    private final int normal;
    private final int min;
    private final int max;

    Dimension(int normal, int min, int max) {
        this.normal = normal;
        this.min = min;
        this.max = max;
    }

    /** As schedules are written. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What holds when nothing is said. */
    public int normal() {
        return normal;
    }

    /** The smallest value; the simplest run has it. */
    public int min() {
        return min;
    }

    public int max() {
        return max;
    }

    public static Optional<Dimension> byId(String id) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.id().equals(id))
                .findFirst();
    }
}
