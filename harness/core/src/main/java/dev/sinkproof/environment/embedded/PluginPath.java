package dev.sinkproof.environment.embedded;

import dev.sinkproof.artifact.ArtifactException;
import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.fault.PluginControl;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The workers' {@code plugin.path}: a folder with one folder for each plugin. What Connect itself brings is left out of a
 * plugin's folder, because a second copy of Kafka's API or of Jackson's core breaks it.
 */
final class PluginPath implements PluginControl {
    private static final String SERVICE = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";
    private static final String BUNDLED = "bundled:";
    private static final List<String> BROUGHT_BY_CONNECT = List.of(
            "connect-api-",
            "kafka-clients-",
            "slf4j-api-",
            "jackson-core-",
            "jackson-databind-",
            "jackson-annotations-",
            "snappy-java-",
            "zstd-jni-",
            "lz4-java-");

    private final Launch launch;
    private final Path folder;
    private final Map<List<String>, Path> made = new HashMap<>();
    private final Map<String, Path> replacements = new ConcurrentHashMap<>();
    private volatile Path inForce;

    PluginPath(Launch launch) throws IOException {
        this.launch = launch;
        this.folder = Files.createDirectories(launch.temporary().resolve("plugins"));
        this.inForce = folder;
    }

    /** The folder that workers which are started now must be given. */
    Path folder() {
        return inForce;
    }

    /** A folder of its own: with both versions in one, Connect would take the higher one. */
    @Override
    public void replaceBy(String plugin, String connectorClass) throws IOException {
        Path other = replacements.get(plugin);
        if (other == null) {
            other = Files.createTempDirectory(launch.temporary(), "plugins-");
            Path installed = install(List.of(plugin), other.resolve("plugin"));
            requireConnector(connectorClass, List.of(plugin), installed);
            replacements.put(plugin, other);
        }
        inForce = other;
    }

    @Override
    public void restore() {
        inForce = folder;
    }

    /**
     * Puts the plugins of all subjects in place.
     *
     * @throws EnvironmentException when a plugin does not hold its subject's connector
     * @throws ArtifactException when a plugin cannot be had
     */
    void install(Collection<SubjectSpec> subjects) throws IOException {
        for (SubjectSpec subject : subjects) {
            if (!made.containsKey(subject.plugins())) {
                made.put(subject.plugins(), install(subject.plugins(), folder.resolve("plugin-" + made.size())));
            }
            requireConnector(subject.connectorClass(), subject.plugins(), made.get(subject.plugins()));
        }
    }

    private Path install(List<String> sources, Path where) throws IOException {
        Path plugin = Files.createDirectories(where);
        for (Path jar : jars(sources)) {
            String file = jar.getFileName().toString();
            if (BROUGHT_BY_CONNECT.stream().noneMatch(file::startsWith)) {
                Files.createSymbolicLink(free(plugin, file), jar.toAbsolutePath());
            }
        }
        return plugin;
    }

    /** Two jars may have the same name: of two groups, or in two folders of the plugin. */
    private static Path free(Path plugin, String file) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> plugin.resolve(number == 1 ? file : number + "-" + file))
                .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> jars(List<String> sources) throws IOException {
        List<Path> jars = new ArrayList<>();
        List<String> coordinates = new ArrayList<>();
        for (String source : sources) {
            if (source.startsWith(BUNDLED)) {
                jars.addAll(jarsOf(bundled(source.substring(BUNDLED.length()))));
            } else if (source.indexOf(':') >= 0 && !Files.exists(Path.of(source))) {
                coordinates.add(source);
            } else {
                jars.addAll(jarsOf(unpacked(Path.of(source))));
            }
        }
        if (!coordinates.isEmpty()) {
            jars.addAll(launch.artifacts().resolve(coordinates));
        }
        return jars;
    }

    private static Path bundled(String name) {
        String home = System.getProperty("sinkproof.home");
        if (home == null) {
            throw new EnvironmentException("the bundled plugin '" + name
                    + "' can only be used through ./sinkproof, which says where it is; elsewhere name the plugin by its"
                    + " Maven coordinates");
        }
        return Path.of(home, "plugins", name);
    }

    /** A zip archive's jars in a folder of their own; anything else as it is. */
    private Path unpacked(Path source) throws IOException {
        return isNamed(source, ".zip") && Files.isRegularFile(source)
                ? PluginArchive.unpack(source, Files.createTempDirectory(launch.temporary(), "unpacked"))
                : source;
    }

    private static boolean isNamed(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static List<Path> jarsOf(Path source) throws IOException {
        if (Files.isRegularFile(source) && isNamed(source, ".jar")) {
            return List.of(source);
        }
        if (!Files.isDirectory(source)) {
            throw new EnvironmentException((Files.exists(source) ? "not a plugin: " : "plugin not found: ") + source
                    + ". Give Maven coordinates group:artifact:version, a folder with jars, a jar, or a zip"
                    + " archive of jars.");
        }
        try (Stream<Path> files = Files.walk(source)) {
            List<Path> jars = files.filter(file -> isNamed(file, ".jar"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new EnvironmentException("plugin folder " + source + " holds no jar");
            }
            return jars;
        }
    }

    private static void requireConnector(String connectorClass, List<String> sources, Path plugin) throws IOException {
        String entry = connectorClass.replace('.', '/') + ".class";
        Collection<String> declared = new TreeSet<>();
        boolean found = false;
        for (Path jar : jarsOf(plugin)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                found |= file.getEntry(entry) != null;
                declared.addAll(services(file));
            } catch (ZipException e) {
                throw new EnvironmentException(
                        "the plugin " + String.join(", ", sources) + " holds a broken jar: " + jar.toRealPath() + " ("
                                + e.getMessage() + ")",
                        e);
            }
        }
        if (!found) {
            throw new EnvironmentException("connector class " + connectorClass + " is not in the plugin "
                    + String.join(", ", sources)
                    + (declared.isEmpty() ? "" : ". Sink connectors in it: " + String.join(", ", declared)));
        }
        if (!declared.contains(connectorClass)) {
            declare(connectorClass, plugin);
        }
    }

    private static List<String> services(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(SERVICE);
        if (entry == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Connect finds a plugin fast only by its service file; one that has none gets one beside it. */
    private static void declare(String connectorClass, Path plugin) throws IOException {
        Path jar = plugin.resolve("sinkproof-service-" + connectorClass + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(SERVICE));
            out.write((connectorClass + "\n").getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }
}
