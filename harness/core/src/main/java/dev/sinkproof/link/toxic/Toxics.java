package dev.sinkproof.link.toxic;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** All kinds of toxics, by Toxiproxy's names. */
public final class Toxics {
    private static final Map<String, Function<Values, Toxic>> KINDS = kinds();

    private Toxics() {}

    /** The names of all kinds. */
    public static SortedSet<String> types() {
        return new TreeSet<>(KINDS.keySet());
    }

    /**
     * A toxic of this kind; empty when there is none of that name.
     *
     * @param attributes settings in Toxiproxy's units; those not given are 0, those not known are ignored, as Toxiproxy does
     * @throws IllegalArgumentException when a setting makes no sense
     */
    public static Optional<Toxic> of(String type, Map<String, Long> attributes) {
        return Optional.ofNullable(KINDS.get(type)).map(kind -> kind.apply(new Values(attributes)));
    }

    private static Map<String, Function<Values, Toxic>> kinds() {
        Map<String, Function<Values, Toxic>> kinds = new TreeMap<>();
        kinds.put(Noop.TYPE, values -> new Noop());
        kinds.put(Latency.TYPE, values -> new Latency(values.get(Latency.LATENCY), values.get(Latency.JITTER)));
        kinds.put(Bandwidth.TYPE, values -> new Bandwidth(values.get(Bandwidth.RATE)));
        kinds.put(SlowClose.TYPE, values -> new SlowClose(values.get(SlowClose.DELAY)));
        kinds.put(Timeout.TYPE, values -> new Timeout(values.get(Timeout.TIMEOUT)));
        kinds.put(ResetPeer.TYPE, values -> new ResetPeer(values.get(ResetPeer.TIMEOUT)));
        kinds.put(
                Slicer.TYPE,
                values -> new Slicer(
                        values.get(Slicer.AVERAGE_SIZE), values.get(Slicer.SIZE_VARIATION), values.get(Slicer.DELAY)));
        kinds.put(LimitData.TYPE, values -> new LimitData(values.get(LimitData.BYTES)));
        return kinds;
    }

    private record Values(Map<String, Long> attributes) {
        long get(String name) {
            return attributes.getOrDefault(name, 0L);
        }
    }
}
