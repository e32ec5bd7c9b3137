package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.DeliveryMode;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A flawed sink, or the reference sink with the settings of a flawed one.
 *
 * @param row the flawed sink
 * @param flawed whether this is the flawed one
 */
record Sink(FlawedSink row, boolean flawed) {
    static Sink flawed(String id) {
        return new Sink(FlawedSinks.of(id), true);
    }

    /** The reference, to which the same mishap does no harm. */
    static Sink reference(String id) {
        return new Sink(FlawedSinks.of(id), false);
    }

    JdbcSinkTask newTask() {
        try {
            return flawed
                    ? (JdbcSinkTask) row.connector()
                            .getConstructor()
                            .newInstance()
                            .taskClass()
                            .getConstructor()
                            .newInstance()
                    : new JdbcSinkTask();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("Connect could not make " + row, e);
        }
    }

    /** The settings of its row, and more: names and values in turn. */
    String[] settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(JdbcSinkConfig.DELIVERY_MODE, row.mode()));
        if (row.mode().equals(DeliveryMode.IDEMPOTENT.label())) {
            // As the bundled subject in this mode.
            settings.addAll(List.of(JdbcSinkConfig.DELETE_ENABLED, "true"));
        }
        row.settings().forEach((name, value) -> {
            if (!name.startsWith("sinkproof.")) {
                settings.addAll(List.of(name, value));
            }
        });
        settings.addAll(Arrays.asList(more));
        return settings.toArray(String[]::new);
    }
}
