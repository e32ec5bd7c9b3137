package dev.sinkproof.simulation.schedule;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a simulated run consists of, apart from faults: a value for each {@link Dimension}. Immutable. */
public final class Topology {
    /** Two tasks on two workers, four partitions, 100 records. */
    public static final Topology DEFAULT = new Topology(
            Arrays.stream(Dimension.values()).mapToInt(Dimension::normal).toArray());

    private final int[] values;

    private Topology(int[] values) {
        this.values = values;
    }

    public int get(Dimension dimension) {
        return values[dimension.ordinal()];
    }

    /** @throws IllegalArgumentException when the dimension cannot have that value */
    public Topology with(Dimension dimension, int value) {
        if (value < dimension.min() || value > dimension.max()) {
            throw new IllegalArgumentException(
                    dimension.id() + " must be " + dimension.min() + " to " + dimension.max() + ", but is " + value);
        }
        int[] changed = values.clone();
        changed[dimension.ordinal()] = value;
        return new Topology(changed);
    }

    public Topology with(Protocol protocol) {
        return with(Dimension.PROTOCOL, protocol.ordinal());
    }

    public Protocol protocol() {
        return Protocol.values()[get(Dimension.PROTOCOL)];
    }

    /** Records over all partitions. */
    public int records() {
        return get(Dimension.PARTITIONS) * get(Dimension.RECORDS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topology topology && Arrays.equals(values, topology.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** As {@link Schedule#parse} reads it. */
    @Override
    public String toString() {
        return Arrays.stream(Dimension.values())
                .map(dimension -> dimension.id() + "=" + get(dimension))
                .collect(Collectors.joining(","));
    }
}
