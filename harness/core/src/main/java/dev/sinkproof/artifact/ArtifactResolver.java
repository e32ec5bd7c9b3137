package dev.sinkproof.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds the jars of Maven coordinates and of what they need at run time. What was found once is remembered for as long as
 * the files are there, so that it takes no time and works offline. Thread-safe.
 */
public final class ArtifactResolver {
    private final Path memory;

    /**
     * @param cache folder in which to remember; it is made when needed
     */
    public ArtifactResolver(Path cache) {
        this.memory = cache.resolve("resolved");
    }

    /**
     * The jars, sorted by path.
     *
     * @param coordinates each {@code group:artifact:version} or {@code group:artifact:extension:version}
     * @throws ArtifactException when one is malformed or cannot be had
     */
    public List<Path> resolve(List<String> coordinates) {
        return remembered(coordinates).orElseGet(() -> remember(coordinates, find(coordinates)));
    }

    private static List<Path> find(List<String> coordinates) {
        RepositorySystem system = new RepositorySystemSupplier().get();
        MavenWorld maven = new MavenWorld();
        DefaultRepositorySystemSession session = maven.session(system);
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(maven.repositories(system, session));
        coordinates.forEach(text -> collect.addDependency(new Dependency(artifact(text), JavaScopes.COMPILE)));
        try {
            return system
                    .resolveDependencies(
                            session,
                            new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(found -> found.getFile().toPath())
                    .sorted()
                    .toList();
        } catch (RepositoryException e) {
            throw new ArtifactException(
                    "cannot get " + String.join(", ", coordinates) + ": " + e.getMessage()
                            + ". Looked in the local Maven repository and in the repositories of your Maven settings"
                            + (session.isOffline() ? " (which are set to offline)" : "")
                            + ". Check the coordinates and the network.",
                    e);
        } finally {
            system.shutdown();
        }
    }

    private static DefaultArtifact artifact(String text) {
        try {
            return new DefaultArtifact(text);
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(
                    "malformed Maven coordinates '" + text + "': expected group:artifact:version", e);
        }
    }

    private Optional<List<Path>> remembered(List<String> coordinates) {
        Path file = file(coordinates);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Path> jars =
                unchecked(() -> Files.readAllLines(file)).stream().map(Path::of).toList();
        return jars.stream().allMatch(Files::exists) ? Optional.of(jars) : Optional.empty();
    }

    private List<Path> remember(List<String> coordinates, List<Path> jars) {
        return unchecked(() -> {
            Files.createDirectories(memory);
            Path part = Files.createTempFile(memory, "resolved", ".part");
            Files.write(part, jars.stream().map(Path::toString).toList());
            Files.move(part, file(coordinates), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return jars;
        });
    }

    private Path file(List<String> coordinates) {
        String all = String.join("\n", new TreeSet<>(new ArrayList<>(coordinates)));
        return memory.resolve(Digest.hex(all) + ".txt");
    }

    private interface Io<T> {
        T get() throws IOException;
    }

    private static <T> T unchecked(Io<T> io) {
        try {
            return io.get();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use Sinkproof's cache: " + e.getMessage(), e);
        }
    }
}
