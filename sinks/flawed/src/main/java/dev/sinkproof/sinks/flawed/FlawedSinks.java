package dev.sinkproof.sinks.flawed;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.connect.sink.SinkConnector;

/** The table of all flawed JDBC sinks: the lines of {@code META-INF/services}, each with what its class says of itself. */
public final class FlawedSinks {
    private FlawedSinks() {}

    /** All of them, by number. */
    public static List<FlawedSink> all() {
        return ServiceLoader.load(SinkConnector.class, FlawedSinks.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .filter(FlawedConnector.class::isAssignableFrom)
                .map(type -> FlawedSink.of(type.asSubclass(FlawedConnector.class)))
                .sorted(Comparator.comparingInt(
                        sink -> Integer.parseInt(sink.id().substring(1))))
                .toList();
    }

    /** @throws IllegalArgumentException when there is no such sink */
    public static FlawedSink of(String id) {
        return all().stream()
                .filter(sink -> sink.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flawed sink " + id + " in " + all()));
    }
}
