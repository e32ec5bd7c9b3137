package dev.sinkproof.simulation.schedule;

import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A record that cannot be delivered, one in each run: they lie in different partitions where there are several. */
public enum Poison {
    /** A value that no converter reads. */
    UNREADABLE(IrregularityKind.POISON_VALUE, 0.0, 2),
    /** A text that the target refuses. */
    REFUSED(IrregularityKind.NUL_TEXT, 1.0, 3),
    /** Text in a field of numbers, at which a transform fails that casts it. */
    UNCASTABLE(IrregularityKind.WRONG_TYPE, 0.5, 4);

    /** One of each. */
    public static final int ALL = 7;

    private final IrregularityKind kind;
    private final double place;
    private final int ordinal;

    Poison(IrregularityKind kind, double place, int ordinal) {
        this.kind = kind;
        this.place = place;
        this.ordinal = ordinal;
    }

    /** Its part of {@link Dimension#POISON}. */
    public int bit() {
        return 1 << ordinal();
    }

    /** Those that a topology has, as a workload has them. */
    public static List<Irregularity> of(Topology topology) {
        List<Irregularity> placed = new ArrayList<>();
        for (Poison poison : values()) {
            if ((topology.get(Dimension.POISON) & poison.bit()) != 0 && poison.last(topology) >= 0) {
                placed.add(poison.in(topology));
            }
        }
        return placed;
    }

    /**
     * The last place that it can have, below 0 for none. What a sink was never given it may not commit past, until the next record
     * comes: nothing is lost, and yet the lag stays, so what Connect skips never is a partition's last.
     */
    private long last(Topology topology) {
        return topology.get(Dimension.RECORDS) - (this == REFUSED ? 1L : 2L);
    }

    private Irregularity in(Topology topology) {
        int partition = (int) (place * (topology.get(Dimension.PARTITIONS) - 1));
        long at = Math.min(ordinal, last(topology));
        return new Irregularity(name().toLowerCase(Locale.ROOT), kind, partition, at, 1, 1, 0);
    }
}
