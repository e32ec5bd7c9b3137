package dev.sinkproof.fault.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Finds the agent's jar, which a worker's JVM needs as a file. */
public final class AgentJar {
    /** System property that names the jar. */
    public static final String PROPERTY = "sinkproof.agent.jar";

    private static final String PREMAIN = "dev.sinkproof.agent.Agent";
    private static final String CLASS_FILE = PREMAIN.replace('.', '/') + ".class";
    private static final String HOW = "set -D" + PROPERTY + "=<path of sinkproof-agent-<version>.jar>";

    private AgentJar() {}

    /**
     * The jar that the system property {@value #PROPERTY} names, else the first {@code sinkproof-agent-*.jar} on the class path.
     *
     * @throws IllegalStateException when there is none, or it is not the agent; says what to do
     */
    public static Path locate() {
        return locate(System.getProperty(PROPERTY), System.getProperty("java.class.path", ""));
    }

    static Path locate(String named, String classPath) {
        return named == null ? find(classPath) : requireAgent(Path.of(named), "-D" + PROPERTY);
    }

    private static Path find(String classPath) {
        Set<Path> entries = entries(classPath);
        Optional<Path> jar = entries.stream().filter(AgentJar::isNamedAsAgent).findFirst();
        if (jar.isPresent()) {
            return requireAgent(jar.get(), "the class path");
        }
        Optional<Path> unpackaged = entries.stream()
                .filter(entry -> Files.exists(entry.resolve(CLASS_FILE)))
                .findFirst();
        throw new IllegalStateException(unpackaged
                .map(directory -> "the agent is on the class path as a directory (" + directory
                        + "), but a worker needs its jar: run the build up to the phase 'package', or " + HOW)
                .orElse("no sinkproof-agent-*.jar is on the class path; " + HOW));
    }

    private static boolean isNamedAsAgent(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.startsWith("sinkproof-agent-")
                && name.endsWith(".jar")
                && !name.endsWith("-sources.jar")
                && !name.endsWith("-javadoc.jar")
                && !name.endsWith("-tests.jar");
    }

    private static Path requireAgent(Path jar, String where) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no file " + jar + ", which " + where + " names; " + HOW);
        }
        String premain = manifest(jar)
                .map(manifest -> manifest.getMainAttributes().getValue("Premain-Class"))
                .orElse(null);
        if (!PREMAIN.equals(premain)) {
            throw new IllegalStateException(jar + ", which " + where
                    + " names, is not Sinkproof's agent (Premain-Class is " + premain + "); " + HOW);
        }
        return jar.toAbsolutePath();
    }

    /** All entries, those that jars name in their manifests included: test runners and launchers pass one such jar. */
    private static Set<Path> entries(String classPath) {
        Set<Path> seen = new LinkedHashSet<>();
        Deque<Path> left = new ArrayDeque<>(split(classPath));
        while (!left.isEmpty()) {
            Path entry = left.poll();
            if (seen.add(entry) && Files.isRegularFile(entry) && !isNamedAsAgent(entry)) {
                left.addAll(named(entry));
            }
        }
        return seen;
    }

    private static List<Path> split(String classPath) {
        List<Path> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        return entries;
    }

    private static List<Path> named(Path jar) {
        String value = manifest(jar)
                .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
                .orElse("");
        List<Path> entries = new ArrayList<>();
        for (String entry : value.split(" ", -1)) {
            if (!entry.isEmpty()) {
                resolve(jar, entry).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private static Optional<Path> resolve(Path jar, String entry) {
        try {
            URI uri = jar.toUri().resolve(entry);
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Not a path on this machine, so not the agent.
            return Optional.empty();
        }
    }

    /** Empty for what is no jar: a class path may name anything. */
    private static Optional<Manifest> manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
