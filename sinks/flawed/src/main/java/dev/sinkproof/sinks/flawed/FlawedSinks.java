package dev.sinkproof.sinks.flawed;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.sink.SinkConnector;

/** The table of all flawed sinks on the class path: the lines of {@code META-INF/services}, each with what its class says of itself. */
public final class FlawedSinks {
    private FlawedSinks() {}

    /** All of them, by number and name. */
    public static List<FlawedSink> all() {
        return ServiceLoader.load(SinkConnector.class, FlawedSinks.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type.getPackageName().startsWith(FlawedSinks.class.getPackageName()))
                .map(FlawedSink::of)
                .sorted(Comparator.<FlawedSink>comparingInt(
                                sink -> Integer.parseInt(sink.id().substring(1)))
                        .thenComparing(FlawedSink::name))
                .toList();
    }

    /** @throws IllegalArgumentException when there is no such sink */
    public static FlawedSink of(String name) {
        return all().stream()
                .filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flawed sink " + name + " in " + all()));
    }
}
