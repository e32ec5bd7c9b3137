package dev.sinkproof.environment.embedded;

import dev.sinkproof.artifact.ArtifactException;
import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.fault.PluginControl;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.workload.ConverterFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    private static final String SINK_CONNECTOR = "org.apache.kafka.connect.sink.SinkConnector";
    private static final String CONVERTER = "org.apache.kafka.connect.storage.Converter";
    private static final String SERVICES = "META-INF/services/";
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

    /**
     * Workers have it too, and it works with their own version only. Among what Maven finds it is a dependency for compilers; in a folder or an archive
     * somebody has put it there.
     */
    private static final String JSON_CONVERTER = "connect-json-";

    private final Launch launch;
    private final Path folder;
    private final Map<List<String>, Path> made = new HashMap<>();
    private final Set<Path> ofConverters = new LinkedHashSet<>();
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
            for (Path converters : ofConverters) {
                Files.createSymbolicLink(other.resolve(converters.getFileName()), converters);
            }
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
     * @throws EnvironmentException when a plugin does not hold its subject's connector, or its converters
     * @throws ArtifactException when a plugin cannot be had
     */
    void install(Collection<SubjectSpec> subjects) throws IOException {
        for (SubjectSpec subject : subjects) {
            requireConnector(subject.connectorClass(), subject.plugins(), installed(subject.plugins()));
            if (!subject.converters().isEmpty()) {
                ofConverters.add(installed(subject.converters()));
            }
            for (Map.Entry<String, String> converter :
                    ConverterFormat.classes(subject.config()).entrySet()) {
                List<String> sources = convertersOf(subject);
                require(
                        new Required(converter.getValue(), converter.getKey(), CONVERTER, "Converters"),
                        sources,
                        installed(sources),
                        ". If they come from elsewhere, say so with sinkproof.converters, as with sinkproof.plugin");
            }
        }
    }

    private Path installed(List<String> sources) throws IOException {
        Path plugin = made.get(sources);
        if (plugin == null) {
            plugin = install(sources, folder.resolve("plugin-" + made.size()));
            made.put(sources, plugin);
        }
        return plugin;
    }

    /** Where a subject's converters come from. */
    static List<String> convertersOf(SubjectSpec subject) {
        return subject.converters().isEmpty() ? subject.plugins() : subject.converters();
    }

    /** The jars of what is installed, without those that Connect itself brings. */
    List<Path> installedJars(List<String> sources) throws IOException {
        return jarsOf(installed(sources));
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
            launch.artifacts().resolve(coordinates).stream()
                    .filter(jar -> !jar.getFileName().toString().startsWith(JSON_CONVERTER))
                    .forEach(jars::add);
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
        require(
                new Required("connector class", connectorClass, SINK_CONNECTOR, "Sink connectors"),
                sources,
                plugin,
                "");
    }

    /**
     * A class that a plugin must have.
     *
     * @param what it is called in the subject file
     * @param service whose provider it is
     * @param kind what such classes are called
     */
    private record Required(String what, String className, String service, String kind) {}

    private static void require(Required required, List<String> sources, Path plugin, String wayOut)
            throws IOException {
        String entry = required.className().replace('.', '/') + ".class";
        Collection<String> declared = new TreeSet<>();
        boolean found = false;
        for (Path jar : jarsOf(plugin)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                found |= file.getEntry(entry) != null;
                declared.addAll(services(file, required.service()));
            } catch (ZipException e) {
                throw new EnvironmentException(
                        "the plugin " + String.join(", ", sources) + " holds a broken jar: " + jar.toRealPath() + " ("
                                + e.getMessage() + ")",
                        e);
            }
        }
        if (!found) {
            throw new EnvironmentException(required.what() + " " + required.className() + " is not in the plugin "
                    + String.join(", ", sources)
                    + (declared.isEmpty() ? "" : ". " + required.kind() + " in it: " + String.join(", ", declared))
                    + wayOut);
        }
        if (!declared.contains(required.className())) {
            declare(required, plugin);
        }
    }

    private static List<String> services(JarFile jar, String service) throws IOException {
        ZipEntry entry = jar.getEntry(SERVICES + service);
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
    private static void declare(Required required, Path plugin) throws IOException {
        Path jar = plugin.resolve("sinkproof-service-" + required.className() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(SERVICES + required.service()));
            out.write((required.className() + "\n").getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }
}
