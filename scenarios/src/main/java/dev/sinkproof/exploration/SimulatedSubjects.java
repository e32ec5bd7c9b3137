package dev.sinkproof.exploration;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.simulation.plugin.PluginTasks;
import dev.sinkproof.simulation.postgresql.PostgresSubject;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.subject.Placeholders;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real connector with everything that it takes to simulate it: its plugin, and a PostgreSQL. */
public final class SimulatedSubjects implements AutoCloseable {
    /** How long a driver waits for an answer that does not come: longer than no fault, shorter than the consumer's poll interval. */
    public static final long ANSWER_MILLIS = 3_000;
    /** What the target says when it refuses. */
    public static final String REFUSED_SQLSTATE = PostgresSubject.REFUSED_SQLSTATE;

    /** The reference sink's default, and PostgreSQL sessions' of others. */
    private static final long LOCK_MILLIS = 5_000;

    /** Who holds a lock stands still, so that waiting for it is in vain; and time passes only where the simulation sees it. */
    private static final Map<String, String> NO_WAITING =
            Map.of("lock.timeout.ms", "5", "idle.transaction.timeout.ms", "0", "socket.timeout.ms", "60000");

    private static final String BUNDLED = "bundled:";
    private static final Set<String> OF_CONNECT =
            Set.of("transforms", "predicates", "key.converter", "value.converter");

    private final SimulatedTarget target;
    private final boolean ownsTarget;
    private final PluginTasks plugin;
    private final PostgresSubject subject;

    private SimulatedSubjects(SimulatedTarget target, boolean ownsTarget, PluginTasks plugin, PostgresSubject subject) {
        this.target = target;
        this.ownsTarget = ownsTarget;
        this.plugin = plugin;
        this.subject = subject;
    }

    /**
     * Loads the connector and starts its target.
     *
     * @param logs folder of the target's log
     * @throws SubjectException when it cannot be simulated, saying why
     */
    public static SimulatedSubjects start(SubjectSpec spec, Path logs) throws IOException {
        requireSimple(spec);
        SimulatedTarget target = SimulatedTarget.start(logs, List.of(table(spec, Source.TOPIC)));
        try {
            return load(spec, target, true);
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * Loads the connector, for a target that is there already and outlives it.
     *
     * @throws SubjectException when it cannot be simulated, saying why
     */
    public static SimulatedSubjects load(SubjectSpec spec, SimulatedTarget target) throws IOException {
        requireSimple(spec);
        return load(spec, target, false);
    }

    private static SimulatedSubjects load(SubjectSpec spec, SimulatedTarget target, boolean ownsTarget)
            throws IOException {
        PluginTasks plugin = PluginTasks.of(folder(spec), spec.connectorClass());
        PostgresSubject subject = new PostgresSubject(
                spec,
                plugin,
                target.target(),
                target.reruns(),
                new PostgresSubject.Settings(NO_WAITING, ANSWER_MILLIS, LOCK_MILLIS, storedOffsets(spec)));
        return new SimulatedSubjects(target, ownsTarget, plugin, subject);
    }

    /** Only what runs on the task's own thread, and what the simulation's converters read, can be simulated. */
    private static void requireSimple(SubjectSpec spec) {
        if (!spec.target().equals(PostgresTarget.KIND)) {
            throw cannot(
                    spec, "its target is " + spec.target() + ", and only " + PostgresTarget.KIND + " is simulated");
        }
        for (String setting : OF_CONNECT) {
            if (spec.config().containsKey(setting)) {
                throw cannot(spec, "it sets " + setting + ", and records are read as JSON and not transformed");
            }
        }
    }

    private static Path folder(SubjectSpec spec) {
        String home = System.getProperty("sinkproof.home");
        List<String> plugins = spec.plugins();
        if (plugins.size() == 1 && plugins.get(0).startsWith(BUNDLED) && home != null) {
            return Path.of(home, "plugins", plugins.get(0).substring(BUNDLED.length()));
        }
        if (plugins.size() == 1 && Files.isDirectory(Path.of(plugins.get(0)))) {
            return Path.of(plugins.get(0));
        }
        throw cannot(
                spec, "its plugin must be a folder of jars, or one that comes with ./sinkproof, but is " + plugins);
    }

    private static SubjectException cannot(SubjectSpec spec, String reason) {
        return new SubjectException("subject '" + spec.name() + "' cannot be simulated: " + reason);
    }

    /** Where it writes the records of a topic to. */
    static String table(SubjectSpec spec, String topic) {
        return new Placeholders(Map.of("source.topic", topic, "source.topics", topic))
                .fill("sinkproof.target.table", spec.targetSettings().getOrDefault("table", topic));
    }

    /** The reference sink's offsets table, where the target and not the consumer group says how far a task got. */
    private static String storedOffsets(SubjectSpec spec) {
        if (!"exactly-once".equals(spec.config().get("delivery.mode"))) {
            return "";
        }
        String table = spec.config().getOrDefault("offsets.table.name", "sinkproof_offsets");
        // The harness's own sessions have no search path.
        return "SELECT topic, partition, next_offset FROM " + (table.contains(".") ? "" : "public.") + table;
    }

    public PostgresSubject subject() {
        return subject;
    }

    @Override
    public void close() throws IOException {
        try (SimulatedTarget last = ownsTarget ? target : null;
                PluginTasks first = plugin) {
            subject.close();
        }
    }
}
