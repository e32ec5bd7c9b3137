package dev.sinkproof.simulation.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that decides a simulated run: with the same subject and the same schedule every event is the same.
 *
 * @param topology what runs
 * @param faults what is done to it, in a fixed order and without repetitions
 */
public record Schedule(Topology topology, List<ScheduledFault> faults) {
    public Schedule {
        Objects.requireNonNull(topology, "topology");
        faults = List.copyOf(new TreeSet<>(faults));
    }

    public static Schedule of(Topology topology, ScheduledFault... faults) {
        return new Schedule(topology, List.of(faults));
    }

    public Schedule withFaults(List<ScheduledFault> changed) {
        return new Schedule(topology, changed);
    }

    public Schedule with(Dimension dimension, int value) {
        return new Schedule(topology.with(dimension, value), faults);
    }

    /**
     * Reads what {@link #toString} wrote. What is not given is as in {@link Topology#DEFAULT}.
     *
     * @throws IllegalArgumentException that says what cannot be understood
     */
    public static Schedule parse(String text) {
        Topology topology = Topology.DEFAULT;
        List<ScheduledFault> faults = new ArrayList<>();
        for (String part : Arrays.stream(text.split(",")).map(String::trim).toList()) {
            if (part.indexOf('@') > 0) {
                faults.add(ScheduledFault.parse(part));
            } else if (!part.isEmpty()) {
                topology = set(topology, part);
            }
        }
        return new Schedule(topology, faults);
    }

    private static Topology set(Topology topology, String part) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("expected name=number or fault@point#n, but got " + part);
        }
        Dimension dimension = Dimension.byId(part.substring(0, equals))
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no setting " + part + ", only " + Topology.DEFAULT));
        return topology.with(dimension, number(part, equals));
    }

    private static int number(String part, int equals) {
        try {
            return Integer.parseInt(part.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number is needed: " + part, e);
        }
    }

    /** One line that {@link #parse} reads; only what differs from {@link Topology#DEFAULT} is written. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            if (topology.get(dimension) != dimension.normal()) {
                parts.add(dimension.id() + "=" + topology.get(dimension));
            }
        }
        faults.forEach(fault -> parts.add(fault.toString()));
        return parts.stream().collect(Collectors.joining(","));
    }
}
