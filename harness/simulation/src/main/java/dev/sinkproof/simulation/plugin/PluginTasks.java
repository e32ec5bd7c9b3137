package dev.sinkproof.simulation.plugin;

import dev.sinkproof.simulation.connect.TaskFactory;
import dev.sinkproof.simulation.source.Source;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.transforms.Transformation;

/** Makes the tasks of a connector whose classes come from a plugin's folder, by Connect's own class loader for plugins. */
public final class PluginTasks implements AutoCloseable {
    private static final String TRANSFORMS = "transforms";

    private final PluginClassLoader loader;
    private final String connectorClass;

    private PluginTasks(PluginClassLoader loader, String connectorClass) {
        this.loader = loader;
        this.connectorClass = connectorClass;
    }

    /**
     * A plugin as it is installed in a worker.
     *
     * @param folder with the plugin's jars
     * @throws IOException when there are none
     */
    public static PluginTasks of(Path folder, String connectorClass) throws IOException {
        Objects.requireNonNull(connectorClass, "connectorClass");
        try (Stream<Path> files = Files.list(folder)) {
            URL[] jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(PluginTasks::url)
                    .toArray(URL[]::new);
            if (jars.length == 0) {
                throw new IOException("plugin folder " + folder + " holds no jar");
            }
            return new PluginTasks(
                    new PluginClassLoader(url(folder), jars, PluginTasks.class.getClassLoader()), connectorClass);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A task that has not been started. */
    public SinkTask newTask() {
        SinkConnector connector = newConnector();
        Class<? extends Task> task = connector.taskClass();
        if (!SinkTask.class.isAssignableFrom(task)) {
            throw new IllegalStateException(
                    connectorClass + " has tasks of " + task.getName() + ", which is no SinkTask");
        }
        return newInstance(task.asSubclass(SinkTask.class));
    }

    /** What the connector makes of its configuration for one of its tasks. */
    public Map<String, String> taskConfig(Map<String, String> config) {
        Map<String, String> complete = new HashMap<>(config);
        complete.put("name", TaskFactory.CONNECTOR);
        complete.put("topics", Source.TOPIC);
        SinkConnector connector = newConnector();
        connector.start(complete);
        List<Map<String, String>> configs = connector.taskConfigs(1);
        connector.stop();
        return configs.get(0);
    }

    /** What Connect asks of a stopped connector whose offsets are set back. */
    public void alterOffsets(Map<String, String> config, Map<TopicPartition, Long> offsets) {
        Map<String, String> complete = new HashMap<>(config);
        complete.put("name", TaskFactory.CONNECTOR);
        complete.put("topics", Source.TOPIC);
        newConnector().alterOffsets(complete, offsets);
    }

    /** Those that a configuration names, in order; Connect's own, or the plugin's. */
    public List<Transformation<SinkRecord>> transforms(Map<String, String> config) {
        String names = config.getOrDefault(TRANSFORMS, "").trim();
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split("\\s*,\\s*"))
                        .map(name -> transform(TRANSFORMS + "." + name + ".", config))
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private Transformation<SinkRecord> transform(String prefix, Map<String, String> config) {
        Map<String, String> own = new HashMap<>();
        config.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        String type = own.remove("type");
        try {
            Transformation<SinkRecord> transform =
                    newInstance(Class.forName(type, true, loader).asSubclass(Transformation.class));
            transform.configure(own);
            return transform;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no transformation " + type, e);
        }
    }

    private SinkConnector newConnector() {
        try {
            return newInstance(Class.forName(connectorClass, true, loader).asSubclass(SinkConnector.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the plugin " + loader.location() + " has no " + connectorClass, e);
        }
    }

    private static <T> T newInstance(Class<T> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
