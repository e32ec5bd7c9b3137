package dev.sinkproof.simulation.schedule;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TriggerSpec;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * A fault and its moment.
 *
 * @param kind what is done
 * @param point where
 * @param nth at which passing of the point, counted from 1 over all tasks
 */
public record ScheduledFault(FaultKind kind, FaultPoint point, int nth) implements Comparable<ScheduledFault> {
    private static final Comparator<ScheduledFault> ORDER = Comparator.<ScheduledFault, FaultPoint>comparing(
                    ScheduledFault::point)
            .thenComparingInt(ScheduledFault::nth)
            .thenComparing(ScheduledFault::kind);

    public ScheduledFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(point, "point");
        if (nth < 1) {
            throw new IllegalArgumentException("passings are counted from 1, but nth is " + nth);
        }
        if (!kind.fits(point)) {
            throw new IllegalArgumentException(kind.id() + " has no meaning at " + point.id());
        }
    }

    /** Reads what {@link #toString} wrote: {@code worker.kill@target.ack#3}. */
    public static ScheduledFault parse(String text) {
        int at = text.indexOf('@');
        int hash = text.indexOf('#');
        if (at < 0 || hash < at) {
            throw new IllegalArgumentException("a fault is written kind@point#n, but this is " + text);
        }
        return new ScheduledFault(kind(text.substring(0, at)), point(text.substring(at + 1, hash)), nth(text, hash));
    }

    private static FaultKind kind(String id) {
        return FaultKind.byId(id).orElseThrow(() -> new IllegalArgumentException("there is no fault " + id));
    }

    private static FaultPoint point(String id) {
        return FaultPoint.byId(id).orElseThrow(() -> new IllegalArgumentException("there is no fault point " + id));
    }

    private static int nth(String text, int hash) {
        try {
            return Integer.parseInt(text.substring(hash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("what follows # must be a number in " + text, e);
        }
    }

    /** As a plan has it. */
    public FaultSpec toSpec() {
        return new FaultSpec(toString(), kind.id(), new TriggerSpec(point, nth, Map.of()), Map.of());
    }

    @Override
    public int compareTo(ScheduledFault other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.id() + "@" + point.id() + "#" + nth;
    }
}
